# A saved token that also goes to a dotenv file or a command.
problem-delivery-failed = { $count ->
    [one] The token is saved, but it did not reach { $targets }.
   *[other] The token is saved, but it did not reach { $count } of its targets: { $targets }.
}
problem-delivery-failed-fix = Mend that target. The next start of the wizard or the next refresh hands the token on again.
deliver-no-directory = { $target }: its directory does not exist.
deliver-disk-full = { $target }: the disk is full.
deliver-read-only = { $target }: the file system is read-only.
deliver-denied = { $target }: this user may not write there.
deliver-directory = { $target }: a directory stands in its place.
deliver-symlink = { $target }: it is a link that leads nowhere or belongs to someone else.
deliver-foreign-owner = { $target }: it belongs to another user.
deliver-other = { $target }: the system says: { $text }
deliver-no-program = { $target }: there is no such program in PATH.
deliver-not-started = { $target }: it cannot be started: { $text }
deliver-killed = { $target }: it was ended by a signal.
deliver-failed = { $target }: it ended with code { $code } and said nothing.
deliver-failed-saying = { $target }: it ended with code { $code } and said: { $text }
deliver-timed-out = { $target }: it did not end within { $seconds } seconds and was ended.
screen-run-deliver = Hand the new token on
cli-run-deliver = token handed on to its targets
