# 저절로 오는 답: 로그인 화면의 한 줄.
callback-here = 포트 { $port }에서도 기다려요. 이 컴퓨터의 브라우저라면 붙여 넣지 않아도 돼요.
callback-ssh = 포트 { $port }에서도 기다려요. 터널(t)을 열면 붙여 넣지 않아도 돼요.
callback-reached = 포트 { $port }에 연결됐어요. 허용만 누르세요. 붙여 넣지 않아도 돼요.
callback-busy = 다른 프로그램이 포트 { $port }번을 쓰고 있어요. 주소를 붙여 넣거나 포트를 비우고 f를 누르세요.
callback-denied = 포트 { $port }번은 1024 미만이라 root만 열 수 있어요. 주소를 붙여 넣으세요.
callback-failed = 포트 { $port }번을 열 수 없어요({ $text }). 주소를 붙여 넣으세요.

# 터널 상자.
tunnel-title = 다른 컴퓨터의 브라우저를 이 컴퓨터에 연결하기
tunnel-where-ssh = 브라우저가 있는 컴퓨터의 새 터미널에서 이 줄을 실행하고 그대로 두세요. 그런 다음 거기서 링크를 열고 허용을 누르세요.
tunnel-where-here = 이 컴퓨터의 브라우저는 그냥 포트 { $port }에 연결돼요. 브라우저가 다른 컴퓨터에 있다면 거기서 이 줄을 실행하고 그대로 두세요:
tunnel-names = 아무것도 출력되지 않는 것이 정상이에요. 다른 이름이나 주소로 접속하셨다면 그것을 쓰세요.
tunnel-placeholders = USER와 HOST 자리에 이 컴퓨터에 접속할 때 쓰는 이름과 주소를 넣으세요.
tunnel-certificate = 브라우저가 경고할 거예요. igtoken이 이번 실행을 위해 직접 만든 인증서라서 그래요. 고급을 누르고 계속 이동을 고르세요(Firefox: 위험을 감수하고 계속).
tunnel-waiting = 포트 { $port }에 아직 아무것도 오지 않았어요.
tunnel-works = 포트 { $port }에 연결됐어요. 잘 돼요.

# 알림.
notice-callback-came = 포트 { $port }번에서 답을 받았어요. 붙여 넣지 않아도 돼요.
notice-callback-foreign = 포트 { $port }에 이 링크의 것이 아닌 답이 왔어요. 두 방법 모두 그대로 쓸 수 있어요.
notice-callback-bare = 브라우저가 포트 { $port }에 연결됐지만 아직 답은 없어요. 이제 링크를 여세요.
notice-tunnel-sent = 이 줄을 터미널로 보냈어요. 클립보드에 없으면 직접 선택하세요.

# 그 뒤에 브라우저에 보이는 페이지.
landing-received-title = 받았어요
landing-received-text = 터미널로 돌아가세요. 거기서 계속돼요. 이 페이지는 닫아도 돼요.
landing-refused-title = Instagram이 거절했어요
landing-refused-text = 터미널로 돌아가세요. 까닭과 할 일이 나와 있어요. 이 페이지는 닫아도 돼요.
landing-foreign-title = 기다리던 답이 아니에요
landing-foreign-text = 터미널에 연결됐지만, 이 링크의 답이 아니거나 이미 답을 받았어요. 터미널을 보세요.
