# 어디에서나 쓰는 말.
app-name = igtoken
days-left = { $days }일 남음
