# Plain mode: the wizard in lines.
plain-because-asked = Plain mode, because --plain asks for it. Without --plain the full screen opens.
plain-because-accessible = Plain mode, because ACCESSIBLE is set. Unset it for the full screen.
plain-because-dumb = Plain mode, because TERM is dumb. A terminal of another kind gets the full screen; igtoken --plain asks for plain mode anywhere.
plain-because-no-term = Plain mode, because TERM is not set. Set it for the full screen; igtoken --plain asks for plain mode anywhere.
plain-because-input = Plain mode, because the input is not a terminal. In a terminal the full screen opens; igtoken --plain asks for plain mode there.
plain-because-output = Plain mode, because the output is not a terminal. In a terminal the full screen opens; igtoken --plain asks for plain mode there.
plain-how = Each answer is one line. /? helps, /b goes back, /q leaves; everything is kept.
plain-profile = Profile { $profile }, { $provider }.

# Headings.
plain-heading = Step { $number } of { $count }: { $title } ({ $step }, { $status })
plain-practice = Practice.
plain-endpoint = All calls go to this address:
plain-not-yet = not yet
plain-claimed = done, as you say
plain-verified = verified
plain-not-needed = not needed
plain-failed = went wrong
plain-trap = Watch out: { $text }
plain-named = { $name }: { $value }
plain-step-line = { $step }, { $status }: { $title }
plain-problem = Problem: { $text }
plain-why = Why: { $text }
plain-fix = What to do: { $text }
plain-state-mismatch = This answer belongs to another link: its state differs. Open the link above, or choose a fresh one.
plain-recognised = Recognised: { $text }
plain-kept = kept, ends in { $tail }
plain-token-line = { $kind }, ends in { $tail }
plain-steps = The steps:

# Choices and questions.
plain-any-step = open any step
plain-choose = Number:
plain-choose-enter = Number, or Enter for { $number }:
plain-paste-here = Paste here (not shown), or a number:
plain-take = Enter for { $number }, another number, or paste again:
plain-search = Words to search for, or a number:
plain-choose-step = Number of the step, or b for back:
plain-empty-keeps = An empty line keeps it.
plain-now = Now: { $value }
plain-not-given = nothing given yet
plain-field = { $name }:
plain-field-secret = { $name } (not shown while you type):
plain-yes-no = { $name } yes or no:
plain-app-secret = App secret (not shown while you type):
plain-not-understood = That is none of the answers here. Type ? for help, in a field /?.
plain-not-yes-no = Answer yes or no.
plain-no-way-back = There is nothing to go back to here.

# Help.
plain-help-title = Help for plain mode
plain-help-number = A number chooses from the list. The letter in brackets does the same, and Enter alone does what Enter does in the full screen.
plain-help-field = In a field the line is the value. An empty line keeps the value shown and goes on.
plain-help-slash = With a slash in front every answer is a choice, also in a field: /2, /b.
plain-help-words = ? is this help, b goes back, q leaves and keeps everything, a full stop says the page again. In a field: /? /b /q /. and /e, which empties it. Ctrl-C leaves at once, also while a call is under way.
plain-help-list = What can be chosen here:

# The end.
plain-input-ended = The input ended before the wizard was done. Everything is kept; the same command goes on from there.
