# The answer that comes by itself: one line on the authorize screen.
callback-here = Also listening on port { $port }: a browser on this machine needs no pasting.
callback-ssh = Also listening on port { $port }: with a tunnel (t) nothing needs pasting.
callback-reached = Port { $port } has been reached: just press Allow, nothing needs pasting.
callback-busy = Port { $port } is another program's: paste the address, or free it and press f.
callback-denied = Port { $port } is below 1024, which needs root here: paste the address.
callback-failed = Port { $port } cannot be opened ({ $text }): paste the address.

# The box about the tunnel.
tunnel-title = Let a browser elsewhere reach this machine
tunnel-where-ssh = On the computer with the browser, run this in a second terminal and leave it open. Then open the link there and press Allow.
tunnel-where-here = A browser on this machine reaches port { $port } without it. For a browser on another computer, run this there and leave it open:
tunnel-names = It prints nothing. If you log in here by another name or address, use that.
tunnel-placeholders = Put the name and address by which you log in here in place of USER and HOST.
tunnel-certificate = The browser will warn: the certificate was made here, for this run, by igtoken itself. Choose Advanced, then Proceed (Firefox: Accept the Risk).
tunnel-waiting = Nothing has come to port { $port } yet.
tunnel-works = Port { $port } has been reached: it works.

# Notices.
notice-callback-came = The answer came by itself, on port { $port }.
notice-callback-foreign = An answer came to port { $port } that is not for this link. Both ways stay open.
notice-callback-bare = A browser reached port { $port } without an answer yet. Now open the link.
notice-tunnel-sent = The line was sent to your terminal. If it is not in your clipboard, select it.

# The page that the browser shows after it.
landing-received-title = Received
landing-received-text = Go back to the terminal: it goes on there. This page can be closed.
landing-refused-title = Instagram said no
landing-refused-text = Go back to the terminal: it says why, and what to do. This page can be closed.
landing-late-title = Too late for this link
landing-late-text = Its time was over. Go back to the terminal: a fresh link is there. This page can be closed.
landing-foreign-title = This is not the answer that is waited for
landing-foreign-text = The terminal was reached, but this does not answer its link, or an answer was taken already. Look at the terminal.
