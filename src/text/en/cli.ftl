# What commands say.
cli-usage = The command line is not understood.
cli-usage-fix = See igtoken --help.
cli-plain = { $text }
cli-cancelled = Left before the end.
cli-cancelled-fix = Everything is kept; the same command goes on from there.
cli-terminal-failed = The terminal or a file could not be used.
cli-terminal-failed-fix = Try again.
cli-cannot-save-fix = Mend that, then run the command again. What was saved before is unchanged.
cli-provider-said = The provider said on “{ $call }”: { $text }
cli-mended-by = Mended by: igtoken step { $step }
cli-token-saved = Token of @{ $username } saved and verified in { $path }. It is valid until { $time }.
cli-nothing-to-do = Nothing to do: this profile is finished.
cli-yes-only-practice = --yes works in practice mode only: a person has to press Allow in real life.
cli-yes-fix = Add --sandbox, or leave --yes out.
cli-no-profile = There is no profile named { $name }.
cli-no-profile-fix = Make it with igtoken setup, or list the others with igtoken profile list.
cli-profile-exists = A profile named { $name } exists already.
cli-profile-exists-fix = Take another name.
cli-bad-profile-name = That is no name for a profile.
cli-bad-profile-name-fix = Use 1 to 64 letters, digits, dots, dashes or underscores.
cli-profile-added = Profile { $name } added. Go on with: igtoken --profile { $name } setup
cli-profile-renamed = Profile { $old } is now { $new }.
cli-profile-removed = Profile { $name } removed. It had no token.
cli-profile-removed-token = Profile { $name } removed together with its token that ended in { $tail }. The token stays valid at the provider until it expires.
cli-remove-ask = Remove the profile { $name } together with its token? [y/N]
cli-remove-needs-yes = There is nobody to ask whether { $name } may be removed.
cli-remove-needs-yes-fix = Add --yes.
cli-other-provider = The profile { $profile } belongs to the provider { $provider }.
cli-other-provider-fix = Make one of its own: igtoken profile add NAME --provider { $provider }
cli-unknown-provider = There is no provider named { $id }.
cli-unknown-provider-fix = Known are: { $known }.
cli-unknown-step = The provider { $provider } has no step named { $step }.
cli-unknown-step-fix = Its steps are: { $known }.
cli-provider-file-wrong = { $file }, line { $line }, { $key }: { $problem }
cli-provider-file-wrong-line = { $file }, line { $line }: { $problem }
cli-provider-file-unreadable = The provider file { $path } cannot be read.
cli-provider-file-fix = Mend the file or move it out of the directory.
cli-config-unreadable = { $path } cannot be used.
cli-config-unreadable-fix = Mend it by hand; nothing in it was changed.
cli-no-home-fix = Set HOME to a directory of this user, for config and state.
cli-endpoint-no-url = IGTOKEN_ENDPOINT is no https address.
cli-endpoint-http = IGTOKEN_ENDPOINT is http, which is allowed on this machine's loopback only.
cli-endpoint-fix = Give an https address, http://127.0.0.1:PORT, or unset it.
cli-log-not-writable = The log { $path } cannot be opened.
cli-log-not-writable-fix = Name another file with --log.
cli-note-file-tightened = { $path } could be read by others (mode { $mode }). It is private now (0600).
cli-note-directory-tightened = { $path } was open to others (mode { $mode }). It is private now (0700).
cli-note-file-loose = { $path } can be read by others (mode { $mode }), and that could not be changed.
cli-note-set-aside = The state file could not be read. It was moved to { $path }, and a new one is begun.
cli-practice-failed = The practice provider could not be used.
cli-practice-failed-fix = Begin anew with: igtoken sandbox --fresh
cli-practice-runs = The practice provider of this home already runs at { $url }.
cli-practice-runs-fix = Use that one, or stop it first.
cli-callback-page-hint = This is the page. To keep it in a file: igtoken callback-page > callback.html
cli-practice-listens = The practice provider listens at { $url } until it is stopped with Ctrl-C.
cli-port-in-use = The port { $port } cannot be used.
cli-port-in-use-fix = Name another one with --port, or 0 for any.
cli-unknown-fault = There is no fault named { $fault }.
cli-unknown-fault-fix = Give NAME, CALL:NAME or CALL:NAME:TIMES. Calls: { $calls }. Names: { $names }.
cli-practice-no-place = There is no practice directory.
cli-practice-no-port = A practice provider runs, but its port is not known.
cli-practice-silent = The practice provider of this home does not answer.
cli-practice-no-clock = The practice provider of this home gives no clock.
cli-step-todo = todo
cli-step-current = current
cli-step-claimed = claimed
cli-step-verified = verified
cli-step-failed = failed
cli-no-link = There is no link yet.
cli-no-sign-in = No sign-in is open that this could answer.
cli-no-sign-in-fix = Make a link first: igtoken authorize-url
cli-no-secret = The exchange needs the app secret, and none is kept.
cli-secret-command-failed = The exchange needs the app secret, and the command in app_secret_command gave none.
cli-no-secret-fix = The code was not sent. Set IGTOKEN_APP_SECRET or keep the secret in its step, then do the same again.
cli-bare-code = This is a bare code without a state, so it may not be your own answer.
cli-bare-code-fix = Paste the whole address, or add --yes if the code came from your own browser a moment ago.
cli-paste-unknown = There is nothing in it that igtoken can use.
cli-paste-unknown-fix = Wanted: the address you landed on after Allow, the dashboard's Embed URL, or a token from the dashboard.
cli-refreshed = The token of { $profile } is valid until { $time }.
cli-explain-nothing = There is no text to explain.
cli-explain-nothing-fix = Give it as an argument or on standard input.
cli-explain-unknown = This text is not in the catalogue of known failures.
cli-confidence-documented = documented
cli-confidence-reported = reported by several people
cli-confidence-possible = possible
cli-config-right = { $path } is right: { $profiles ->
    [one] { $profiles } profile
   *[other] { $profiles } profiles
}.
cli-config-absent = { $path } is not there yet.
cli-status-missing = no token yet
cli-status-pending = a sign-in is open, or a token waits for verification
cli-status-expired = expired on { $time }
cli-status-expiring = { $days ->
    [one] { $days } day left
   *[other] { $days } days left
}, until { $time }: refresh it now
cli-status-valid = { $days ->
    [one] { $days } day left
   *[other] { $days } days left
}, until { $time }
cli-status-valid-about = about { $days ->
    [one] { $days } day left
   *[other] { $days } days left
}, until { $time } (made in the dashboard; its age is assumed)
cli-status-refreshable = can be refreshed from { $time } on
cli-status-next = next: igtoken step { $step }
cli-run-prove = config and state can be written
cli-run-exchange = code exchanged for a short-lived token
cli-run-save-short = short-lived token saved
cli-run-long-lived = short-lived token exchanged for a long-lived one
cli-run-refresh = token refreshed
cli-run-save-long = long-lived token saved
cli-run-verify = token verified with /me
cli-run-save = verified token in its place
cli-not-finished = It did not get to the end.
cli-not-finished-fix = Start the wizard without --yes to see where it stands.
cli-panicked = The program met a fault of its own and ended. What you typed and every token received are kept.
cli-wizard-took-it = The wizard that waits in another shell took it.
cli-wizard-gone = The wizard in the other shell took the text and ended without saying how it went.
cli-wizard-gone-fix = Start igtoken again: it goes on from what is saved.
