# Words used everywhere.
app-name = igtoken
days-left = { $days ->
    [one] { $days } day left
   *[other] { $days } days left
}
