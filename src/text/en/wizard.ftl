# Notices: one line, until the next key.
notice-saved = Saved.
notice-waits-for-answer = An exchange is under way, and a code is good only once. Leaving as soon as the answer is saved.
notice-fresh-link = This is a fresh link. Answers to the old one are not accepted any more.
notice-sent-to-terminal = The link was sent to your terminal. If it is not in your clipboard, press u and select it.
notice-box-is-empty = Paste the address you landed on first.
notice-dashboard-page = That is a page of your app's dashboard. The links of the checklist now lead to your app.
notice-embed-url = App ID, redirect URI and scopes were taken from the Embed URL.
notice-secret-command-failed = The command in app_secret_command gave no secret. Type the app secret instead.
notice-practice-failed = The practice provider gave an answer that cannot be read.
notice-practice-refused = The practice provider says: { $text }
notice-practised = Practice: the browser's part is done. Enter goes on.

# What a pasted text is.
paste-redirect-match = The whole address, and it belongs to this link. Enter goes on.
paste-state-mismatch = This answer belongs to another link: its state differs. Open the link above, or press Esc and then f for a fresh one.
paste-missing-code = There is no code in this address. Copy the whole address bar after pressing Allow.
paste-missing-state = The state is missing, so this may not be your own answer. Copy the whole address bar.
paste-code = A bare code, without a state that would prove where it comes from. Enter asks whether it is yours.
paste-cancelled = The sign-in was cancelled in the browser. Enter shows what to do.
paste-error-redirect = The provider refused. Enter shows why.
paste-embed-url = The dashboard's Embed URL. Enter takes app ID, redirect URI and scopes from it.
paste-half-embed = An Embed URL without { $missing }. Copy it whole from the dashboard.
paste-dashboard-token = An access token made in the dashboard. Enter verifies and saves it: no sign-in needed.
paste-app-id = An app ID. Enter puts it into its field.
paste-app-secret = An app secret. Enter puts it into its field.
paste-dashboard-page = A page of your app's dashboard. Enter makes the checklist's links lead to your app.
paste-belongs-to = This is the { $field }. It belongs to the step { $step }.
paste-foreign-host = This link leads to { $host }, which is no address of this provider. It is not used.
paste-foreign-token = This token belongs to { $place }, not to this provider.
paste-translated = A translated copy: { $words } must stay in English for the provider to understand it.
paste-placeholder = This still holds an example value: { $text }.
paste-truncated = This is cut off. Copy it whole.
paste-too-long = This is longer than any address. Copy the address bar only.
paste-unknown = Not recognised ({ $length } characters). Wanted: the address you landed on, or a token from the dashboard.
paste-no-sign-in = No sign-in is open that this code could belong to. Open the step authorize first.

# Problems of the program's own.
problem-unknown-refusal = The provider refused the call “{ $call }” with a text that is not in the catalogue.
problem-provider-said = It said: { $text }
problem-unknown-refusal-fix = Compare app ID, app secret and redirect URI with the dashboard, then try again.
problem-not-understood = The answer to “{ $call }” cannot be read (HTTP { $status }).
problem-not-understood-fix = Try again. If it stays, something between here and the provider changes its answers.
problem-provider-busy = The provider is busy or out of order (HTTP { $status }).
problem-provider-busy-fix = Wait a few minutes, then try again. Nothing is lost.
problem-cannot-save = { $path } cannot be written.
problem-cannot-save-fix = Mend that, then try again. Nothing is lost as long as this program runs.
problem-field-missing = The { $field } is not known yet.
problem-field-unusable = The { $field } in the config cannot be used.
problem-field-missing-fix = Fill it in at the step { $step }.
problem-no-randomness = The system gave no random numbers, so no safe link can be made.
problem-no-randomness-fix = Try again; if it stays, this machine is not fit for signing in.
problem-no-token = There is no token yet.
problem-no-token-fix = Go through the set-up first.
problem-sign-in-again = Sign in again: a fresh link is made at the step authorize.
problem-short-lived-refresh = This token is short-lived and cannot be refreshed.
problem-expired = The token has expired. An expired token cannot be refreshed.
problem-short-lived-expired = The short-lived token was not exchanged within its hour.
problem-scope-missing = The token lacks the scope { $scope }, which a refresh needs.
problem-too-young = The token is less than 24 hours old, too young to be refreshed.
problem-too-young-fix = It can be refreshed from { $time } on.
problem-code-may-be-spent = The code was sent, but the program ended before the answer was read. The code may be used up.
problem-nothing-to-exchange = There is no code to exchange yet.
problem-nothing-to-exchange-fix = Sign in first, at the step authorize.
problem-nothing-to-verify = There is no token to verify yet.

# Why an answer cannot be read.
misread-empty = It is empty.
misread-not-utf8 = It is not text.
misread-html = It is a web page instead of data: a proxy, a firewall, or an outage.
misread-not-json = It is not JSON, or it is cut off.
misread-missing = It lacks “{ $key }”.
misread-foreign = It has none of the known shapes.

# Nobody answered.
unreachable-name = The name { $host } was not found.
unreachable-refused = { $host } refused the connection.
unreachable-connect = There is no connection to { $host }.
unreachable-tls = No secure connection to { $host }: its certificate was not accepted.
unreachable-no-certificates = This machine has no certificates to check the provider's against.
unreachable-timeout = { $host } did not answer in time.
unreachable-interrupted = The connection to { $host } broke in the middle of the answer.
unreachable-too-large = The answer of { $host } is longer than 1 MiB and was not read.
unreachable-redirected = { $host } points to { $to }. Redirects are never followed.
unreachable-other = { $host } cannot be reached: { $text }
unreachable-unknown = The connection to { $host } failed.
unreachable-fix = Check the network of this machine, then try again.
unreachable-fix-proxy = The proxy { $proxy } stands between. Check it, then try again.
unreachable-fix-certificates = Install the package ca-certificates, or name your company's certificate with --ca-cert.
unreachable-ca-cert = The certificate file { $path } cannot be read, or holds no certificate in PEM form.
unreachable-fix-ca-cert = Give --ca-cert a PEM file that you may read; it has a line with BEGIN CERTIFICATE.
unreachable-fix-proxy-certificates = The proxy { $proxy } stands between. If it opens TLS, name its certificate with --ca-cert; else install the package ca-certificates.
unreachable-fix-redirected = Sign in to the network this machine is on, or mend the address in the provider file.
unreachable-code-lost = The code had been sent. It is good only once, so it is not sent again.
unreachable-code-lost-fix = Sign in again with a fresh link.

# Why a file cannot be written.
save-disk-full = The disk is full.
save-read-only = The file system is read-only.
save-denied = This user may not write there.
save-vanished = The directory is gone.
save-no-home = There is no home directory (HOME is not set).
save-symlink = It is a link that leads out of your own home.
save-foreign-owner = It belongs to another user.
save-directory = A directory stands in its place.
save-too-large = The file is larger than 1 MiB.
save-not-text = The file is not UTF-8 text.
save-size-limit = A limit on the size of files is in force.
save-not-a-directory = A part of the path is not a directory.
save-not-a-file = It is not a regular file.
save-not-one-line = The value holds control characters.
save-invalid = Line { $line }, { $key }: { $problem }
save-invalid-line = Line { $line }: { $problem }
save-other = The system says: { $text }
save-busy = Another process is at it.
notice-already-refreshed = Another process has refreshed the token a moment ago. It is taken from there.
notice-another-refreshes = Another process is refreshing this token right now. Look again in a moment.
