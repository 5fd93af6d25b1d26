# 용어. 모든 한국어 문장과 제공자 파일, README.ko.md가 이 말을 써요.
#   access token     액세스 토큰 (두 번째부터 토큰)      short-/long-lived  단기 / 장기 토큰
#   app ID           앱 ID (대시보드: Instagram 앱 ID)   app secret         앱 시크릿
#   redirect URI     리디렉션 URI                        scope, permission  권한
#   tester, invite   테스터, 초대 (대시보드: Instagram Tester, Tester invites)
#   sign in          로그인     exchange  교환     verify  확인     refresh  갱신     expire  만료
#   dashboard        대시보드   provider  제공자   profile 프로필   config   설정     state file  상태 파일
#   practice         연습       wizard    마법사   checklist 체크리스트               paste       붙여 넣기
# 대시보드의 메뉴는 한국어 화면의 이름을 쓰고 괄호 안에 영어 이름을 붙여요. 한국어 이름이 확인되지 않은 메뉴는 영어로만 써요.
# 해요체로, 탓하지 않고, 할 일을 먼저 말해요. 값 뒤에는 받침에 따라 바뀌는 조사를 붙이지 않아요.

# 어디에서나 쓰는 말.
app-name = igtoken
days-left = { $days }일 남음
