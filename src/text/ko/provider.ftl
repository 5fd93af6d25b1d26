# 입력한 값을 확인하는 말. 값 자체는 문장에 들어가지 않아요.
check-empty = 비워 둘 수 없어요.
check-control = 보이지 않는 문자가 섞여 있어요. 직접 입력하거나 다시 복사하세요.
check-sample = 안내 글의 예시 값처럼 보여요. 번역된 값일 수도 있어요. 대시보드에 있는 내 값을 넣으세요.
check-yes-no = 예나 아니요로 답하세요.
check-id-is-secret = 앱 ID와 앱 시크릿이 같아요. 대시보드에서 각각의 줄을 따로 복사하세요.
check-looks-like-secret = 앱 시크릿처럼 보여요. 앱 ID는 숫자로만 되어 있어요.
check-looks-like-id = 앱 ID처럼 보여요. 앱 시크릿은 0-9와 a-f로 된 32자예요.
check-redirect-space = 주소에 빈칸이 들어 있어요.
check-redirect-not-absolute = https://로 시작하는 전체 주소여야 해요.
check-redirect-http = https만 쓸 수 있어요. http는 이 컴퓨터 주소에서만 돼요.
check-redirect-fragment = 리디렉션 URI에는 # 뒷부분을 넣을 수 없어요. 빼 주세요.
check-redirect-user = 리디렉션 URI에는 호스트 앞에 사용자 이름이나 비밀번호를 넣을 수 없어요.
check-redirect-http-loopback = Meta는 localhost라도 대개 https를 요구해요.
check-redirect-scheme = Meta는 https로 시작하는 주소만 받아 줘요.
check-redirect-query = ? 뒷부분이 있으면 교환이 자주 실패해요. 가능하면 빼세요.
check-redirect-no-path = 경로가 없어요. 대시보드가 슬래시를 붙이면 두 값이 달라져요. 슬래시나 경로로 끝나게 하세요.
check-redirect-port = 브라우저가 { $port }번 포트를 막아요. 8443 같은 다른 포트를 쓰세요.
