# 전체 화면: 제목, 이름표와 그 둘레의 글.
screen-practice = 연습
screen-via-ssh = SSH 접속
screen-step-of = { $count }단계 중 { $number }단계
screen-more-lines = … { $count }줄 더: PgDn

# 입력 칸.
screen-empty = (비어 있음)
screen-optional = (선택)
screen-characters = { $count }자
screen-kept = 저장됨, 끝자리 …{ $tail }
screen-kept-elsewhere = 설정 파일 밖에 있음
screen-yes = 예
screen-no = 아니요
screen-enter-keeps = Enter를 다시 누르면 그대로 둬요.

# 로그인.
screen-open-link = 어느 기기든 브라우저에서 이 링크를 여세요:
screen-after-allow = 허용(Allow)을 누른 뒤 도착한 주소를 붙여 넣으세요. 페이지가 열리지 않아도 괜찮아요.
screen-like-password = 앞으로 { $minutes ->
        [60] 한 시간
       *[other] { $minutes }분
    } 동안 비밀번호와 같아요. 여기에만 붙여 넣으세요.
screen-scope-renamed = { $old } 권한의 이름은 이제 { $new }예요. 설정 파일의 scopes에서 바꾸세요.
screen-paste-elsewhere = 이 컴퓨터의 다른 셸에서 igtoken paste로 응답을 주어도 돼요.
screen-link-needs-rows = 이 창에서는 링크에 { $rows }줄이 필요한데 자리가 모자라요. u를 누르면 링크만 보여요.
screen-making-link = 링크를 만들고 있어요.
screen-no-link = 아직 링크가 없어요. Enter를 누르면 만들어요.
screen-bare-title = 링크만 보기
screen-bare-text = 링크는 다른 화면에 한 줄로 따로 있어요.
screen-bare-hint = 아래 한 줄을 모두 선택해 브라우저에서 여세요. Enter로 돌아와요.

# QR 코드.
screen-qr-title = QR 코드
screen-qr-scan = 휴대폰 카메라로 코드를 비추세요.
screen-qr-of = 링크 { $count }개 중 { $number }번째
screen-qr-needs = 코드를 보여 주려면 가로 { $columns }칸, 세로 { $rows }줄이 필요해요. 이 창은 가로 { $width }칸, 세로 { $height }줄이에요.
screen-qr-larger = 창을 키우거나 글자를 작게 해 보세요.
screen-qr-scrolls = 또는 r을 누르세요. 기본 화면에서는 스크롤될 수 있어요.
screen-qr-too-long = 링크가 너무 길어 QR 코드로 만들 수 없어요.
screen-qr-bare-text = 코드는 기본 화면에 있어요.
screen-qr-bare-hint = 휴대폰 카메라로 코드를 비추세요. 윗부분이 지나갔으면 글자를 작게 하세요. Enter로 돌아와요.
screen-qr-narrow = 코드에는 가로 { $columns }칸이 필요한데 이 창은 { $width }칸이에요. 창을 넓히거나 글자를 작게 하세요. Enter로 돌아와요.

# 진행.
screen-run-quiet = 지금은 하실 일이 없어요.
screen-run-idle = Enter를 누르면 시작해요.
screen-run-prove = 파일을 쓸 수 있는지 확인하기
screen-run-exchange = 코드를 토큰으로 바꾸기
screen-run-save-short = 1시간짜리 토큰 저장하기
screen-run-long-lived = 장기 토큰으로 바꾸기
screen-run-refresh = 토큰 갱신하기
screen-run-save-long = 장기 토큰 저장하기
screen-run-verify = 누구의 토큰인지 물어보기
screen-run-save = 새 토큰으로 바꿔 두기
screen-line-waiting = 대기
screen-line-working = 진행 중
screen-line-retrying = 다시 시도 중
screen-line-retrying-after = 다시 시도 중({ $count }번 보냄)
screen-line-done = 완료
screen-line-failed = 실패

# 문제.
screen-what-to-do = 할 일
screen-enter-opens = Enter를 누르면 { $step } 단계가 열려요
screen-call = 호출: { $call }
screen-provider-said = 제공자: { $text }
screen-browser-shows = 브라우저 화면: { $text }

# 고르기.
screen-trouble-title = 브라우저에 무엇이 보이나요?
screen-trouble-search = 보이는 글을 몇 낱말만 입력하세요.
screen-trouble-none = 이 낱말이 든 오류를 찾지 못했어요. 낱말을 줄이거나 오류의 첫 부분을 입력해 보세요.

# 상자.
screen-paste-title = 무엇이든 붙여 넣기
screen-paste-text = 주소, 코드, 대시보드의 Embed URL, 앱 ID, 앱 시크릿, 대시보드에서 만든 토큰을 넣을 수 있어요.
screen-paste-safe = Enter를 누르기 전에는 아무에게도 보이지 않고 어디로도 보내지 않아요.
screen-confirm-title = 이 코드는 방금 본인의 브라우저에서 나온 것인가요?
screen-confirm-text = 코드만으로는 출처를 증명할 수 없어요. 다른 사람의 코드라면 다른 사람의 토큰이 저장돼요.
screen-confirm-keys = y  네, 제 것이에요      n  아니요
screen-secret-title = 지금 앱 시크릿이 필요해요
screen-secret-text = 설정 파일에 저장되어 있지 않아요. 이번에만 쓰고 어디에도 남기지 않아요.
screen-retired-title = { $name }: 종료됨
screen-retired-since = { $date }에 종료됐어요.
screen-retired-offer = i를 누르면 { $instead } 제공자를 써요. Enter를 누르면 그래도 계속해요.

# 도움말.
screen-help-title = 이 화면의 키
screen-no-browser = 여기에는 브라우저를 여는 키가 없어요. { $reasons }
screen-legend-title = 표시
screen-legend-verified = 프로그램이 확인함
screen-legend-claimed = 완료했다고 표시함
screen-legend-current = 지금 열린 단계
screen-legend-failed = 잘못됨
screen-legend-not-needed = 필요 없음
screen-legend-todo = 아직 할 일
screen-legend-here = 현재 위치

# 개요.
screen-joy = 토큰을 저장하고 확인했어요.
screen-joy-for = { $username }의 토큰을 저장하고 확인했어요.
screen-joy-words = 수고하셨어요. 먼 길을 다 왔어요.
screen-all-well = 토큰에 문제가 없어요.
screen-expiring = 토큰이 곧 만료돼요.
screen-expired = 토큰이 만료됐어요.
screen-no-token = 아직 토큰이 없어요.
screen-account = 계정
screen-token = 토큰
screen-expires = 만료
screen-refreshable = 갱신
screen-next = 다음
screen-where = 저장
screen-unknown = 알 수 없음
screen-short-lived = 단기
screen-long-lived = 장기
screen-token-line = { $kind }, 끝자리 …{ $tail }
screen-expires-line = { $left }, { $date }
screen-expires-about = 약 { $left }, { $date}쯤
screen-expired-line = { $date }
screen-refresh-now = 지금 할 수 있어요
screen-refresh-from = { $time }부터 할 수 있어요
screen-refresh-never = 할 수 없어요
screen-next-refresh = 지금 하실 일은 없어요. igtoken refresh로 갱신하거나 타이머에 맡기세요.
screen-next-soon = r을 눌러 지금 갱신하거나 igtoken refresh를 실행하세요.
screen-next-again = g를 눌러 다시 로그인하세요. 만료된 토큰은 갱신할 수 없어요.
screen-next-step = 다음은 { $step } 단계예요.
screen-redo = 어느 단계든 골라서 Enter를 누르면 다시 할 수 있어요.
