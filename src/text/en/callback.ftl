# The answer that comes by itself: one line on the authorize screen.
callback-here = Also waited for on port { $port }: a browser on this machine needs no pasting.
callback-ssh = Also waited for on port { $port }: with a tunnel (t) nothing needs pasting.
callback-reached = A request came to port { $port }, so the way works. Press Allow; nothing needs pasting.
callback-busy = Port { $port } is taken by another program, so paste the address. Once it is free, press f.
callback-denied = Port { $port } may not be opened by this user (below 1024 is for root), so paste the address.
callback-failed = Port { $port } cannot be opened ({ $text }), so paste the address.

# The box about the tunnel.
tunnel-title = Let the browser reach this machine
tunnel-where-ssh = On the computer with the browser, run this in a second terminal and leave it open. Then open the link there and press Allow.
tunnel-where-here = A browser on this machine reaches port { $port } without it. For a browser on another computer, run this there and leave it open:
tunnel-names = It prints nothing. If you log in here by another name or address, use that.
tunnel-placeholders = Put the name and address by which you log in here in place of USER and HOST.
tunnel-certificate = The browser will warn: the certificate was made here, for this run, by igtoken itself. Choose Advanced, then Proceed (Firefox: Accept the Risk).
tunnel-waiting = Nothing has come to port { $port } yet.
tunnel-works = A request came to port { $port }: the way works.

# Notices.
notice-callback-came = The answer came by itself, on port { $port }.
notice-callback-foreign = A browser brought an answer to port { $port } that is not for this link. Left aside; both ways stay open.
notice-callback-bare = A browser came to port { $port } without an answer, so the way works. Now open the link.
notice-tunnel-sent = The line was sent to your terminal. If it is not in your clipboard, select it.

# The page that the browser shows after it.
landing-received-title = Received
landing-received-text = Go back to the terminal: it goes on there. This page can be closed.
landing-refused-title = Instagram said no
landing-refused-text = Go back to the terminal: it says why, and what to do. This page can be closed.
landing-foreign-title = This is not the answer that is waited for
landing-foreign-text = The way to the terminal works, but this was not the answer to its link, or one was taken already. Look at the terminal.
