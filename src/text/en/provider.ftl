# Checks of typed values. No sentence holds the value itself.
check-empty = This cannot be empty.
check-control = There is an invisible character in it. Type it, or copy it again.
check-sample = This looks like a sample from a guide, perhaps a translated one. Take your own value from the dashboard.
check-yes-no = Answer yes or no.
check-id-is-secret = The app ID and the app secret are the same. Copy each from its own line in the dashboard.
check-looks-like-secret = This looks like the app secret. The app ID has digits only.
check-looks-like-id = This looks like the app ID. The app secret has 32 characters, 0-9 and a-f.
check-redirect-space = There is a space in the address.
check-redirect-not-absolute = This has to be a whole address, with https:// in front.
check-redirect-http = Only https works here: http is for this machine alone.
check-redirect-fragment = A redirect URI has no part after #. Leave it off.
check-redirect-user = A redirect URI has no user name or password before the host.
check-redirect-http-loopback = Meta usually wants https, even for localhost.
check-redirect-scheme = Meta does not take addresses that begin with anything but https.
check-redirect-query = A part after ? often breaks the exchange. Leave it off if you can.
check-redirect-no-path = There is no path: the dashboard adds a slash, and then the two differ. End it with a slash or a path.
check-redirect-port = Browsers refuse port { $port }. Take another one, such as 8443.
