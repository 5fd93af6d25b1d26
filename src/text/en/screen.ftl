# The full screen: titles, labels and what stands around them.
screen-practice = practice
screen-via-ssh = via SSH
screen-step-of = step { $number } of { $count }
screen-more-lines = { $count ->
    [one] … 1 more line: PgDn
   *[other] … { $count } more lines: PgDn
}

# Fields.
screen-empty = (empty)
screen-optional = (optional)
screen-characters = { $count ->
    [one] 1 character
   *[other] { $count } characters
}
screen-kept = kept, ends in …{ $tail }
screen-kept-elsewhere = kept outside the config file
screen-yes = yes
screen-no = no
screen-enter-keeps = Enter again keeps it.

# Authorize.
screen-open-link = Open this link in any browser, on any device:
screen-after-allow = After Allow, paste the address you land on, even if that page does not load.
screen-like-password = It works like a password for the next { $minutes ->
        [60] hour
        [one] minute
       *[other] { $minutes } minutes
    }: paste it here and nowhere else.
screen-scope-renamed = The scope { $old } is called { $new } now. Change it under scopes in the config file.
screen-paste-elsewhere = igtoken paste, in another shell on this machine, takes the answer too.
screen-link-needs-rows = The link needs { $rows } rows in this window, more than there are. u shows it bare.
screen-making-link = The link is being made.
screen-no-link = There is no link yet. Enter makes one.
screen-bare-title = The link, bare
screen-bare-text = The link stands on the other screen, alone on its line.
screen-bare-hint = Select the whole line below and open it in a browser. Enter goes back.

# QR code.
screen-qr-title = QR code
screen-qr-scan = Point a phone's camera at the code.
screen-qr-of = Link { $number } of { $count }
screen-qr-needs = The code needs { $columns } columns and { $rows } rows. This window has { $width } columns and { $height } rows.
screen-qr-larger = Make the window larger, or its letters smaller.
screen-qr-scrolls = Or press r: on the main screen the code may scroll.
screen-qr-too-long = This link is too long for a QR code.
screen-qr-bare-text = The code stands on the main screen.
screen-qr-bare-hint = Point a phone's camera at the code. If its top scrolled away, make the letters smaller. Enter goes back.
screen-qr-narrow = The code needs { $columns } columns, and this window has { $width }. Make the window wider, or its letters smaller. Enter goes back.

# Progress.
screen-run-quiet = There is nothing for you to do right now.
screen-run-idle = Enter begins.
screen-run-prove = Try whether files can be written
screen-run-exchange = Exchange the code for a token
screen-run-save-short = Save the token of one hour
screen-run-long-lived = Exchange it for a long-lived token
screen-run-refresh = Refresh the token
screen-run-save-long = Save the long-lived token
screen-run-verify = Ask whose token it is
screen-run-save = Put the new token in place
screen-line-waiting = waiting
screen-line-working = working
screen-line-retrying = trying again
screen-line-retrying-after = trying again (sent { $count } times)
screen-line-done = done
screen-line-failed = failed

# Problems.
screen-what-to-do = What to do
screen-enter-opens = Enter opens { $step }
screen-call = Call: { $call }
screen-provider-said = The provider: { $text }
screen-browser-shows = The browser shows: { $text }

# The picker.
screen-trouble-title = What does the browser show?
screen-trouble-search = Type a few words of it.
screen-trouble-none = No known text has these words. Try fewer, or the error's first words.

# Boxes.
screen-paste-title = Paste anything
screen-paste-text = An address, a code, the dashboard's Embed URL, an app ID, an app secret, or a token made in the dashboard.
screen-paste-safe = It is shown to nobody and sent nowhere before you press Enter.
screen-confirm-title = Is this code from your own browser, a moment ago?
screen-confirm-text = A code alone carries no proof of where it comes from. Someone else's code would save someone else's token.
screen-confirm-keys = y  yes, it is mine      n  no
screen-secret-title = The app secret is needed now
screen-secret-text = It is not kept in the config file. It is used for this run and kept nowhere.
screen-retired-title = { $name } is switched off
screen-retired-since = Switched off on { $date }.
screen-retired-offer = Press i to use { $instead } instead. Enter goes on anyway.

# Help.
screen-help-title = Keys of this screen
screen-no-browser = No key opens a browser here. { $reasons }
screen-legend-title = Marks
screen-legend-verified = seen by the program
screen-legend-claimed = done, as you say
screen-legend-current = open now
screen-legend-failed = went wrong
screen-legend-not-needed = not needed
screen-legend-todo = still to do
screen-legend-here = you are here

# Overview.
screen-joy = Token saved and verified.
screen-joy-for = Token saved and verified for { $username }.
screen-joy-words = Well done. The long way is behind you.
screen-all-well = The token is in order.
screen-expiring = The token expires soon.
screen-expired = The token has expired.
screen-no-token = There is no token yet.
screen-account = Account
screen-token = Token
screen-expires = Expires
screen-refreshable = Refresh
screen-next = Next
screen-where = Kept in
screen-unknown = not known
screen-short-lived = short-lived
screen-long-lived = long-lived
screen-token-line = { $kind }, ends in …{ $tail }
screen-expires-line = { $left }, on { $date }
screen-expires-about = about { $left }, about { $date }
screen-expired-line = on { $date }
screen-refresh-now = possible now
screen-refresh-from = possible from { $time } on
screen-refresh-never = not possible
screen-next-refresh = Nothing for now. Renew it with igtoken refresh, or let a timer do that.
screen-next-soon = Press r to refresh it now, or run igtoken refresh
screen-next-again = Press g to sign in again: an expired token cannot be refreshed.
screen-next-step = Next is the step { $step }.
screen-redo = Any step can be done again: choose it, then Enter.
