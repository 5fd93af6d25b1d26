# refresh
refresh-one-not-due = The token of { $profile } is valid until { $time }. It is not due yet; nothing was done.
refresh-token-waits = There is no token that serves; a new one waits for its verification.
refresh-token-waits-fix = Finish that one first, then it can be refreshed.
refresh-mended-by = Mended by: igtoken --profile { $profile } step { $step }
refresh-all-or-one = --all is every profile of the config, and --profile names one.
refresh-all-or-one-fix = Leave one of the two out.
refresh-no-profiles = The config has no profile.
refresh-no-profiles-fix = Make one with: igtoken setup
refresh-refreshed = refreshed, valid until { $time }
refresh-already = refreshed by another process a moment ago, valid until { $time }
refresh-not-due = not due, valid until { $time }
refresh-no-token = no token yet, left out
refresh-failed = failed: { $problem }
refresh-held-back = failed: not asked, because the limit of its app is reached
refresh-count-refreshed = { $count } refreshed
refresh-count-already = { $count } refreshed by another process
refresh-count-not-due = { $count } not due
refresh-count-no-token = { $count } without a token
refresh-count-failed = { $count } failed
refresh-summary = { $count ->
    [one] { $count } profile
   *[other] { $count } profiles
}: { $parts }.
