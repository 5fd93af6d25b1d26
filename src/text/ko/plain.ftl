# 평문 모드: 한 줄씩 진행하는 마법사.
plain-because-asked = 평문 모드예요. --plain을 지정했기 때문이에요. --plain을 빼면 전체 화면이 열려요.
plain-because-accessible = 평문 모드예요. ACCESSIBLE이 설정되어 있기 때문이에요. 설정을 지우면 전체 화면이 열려요.
plain-because-dumb = 평문 모드예요. TERM이 dumb이기 때문이에요. 다른 종류의 터미널에서는 전체 화면이 열리고, igtoken --plain을 쓰면 어디서나 평문 모드가 돼요.
plain-because-no-term = 평문 모드예요. TERM이 설정되어 있지 않기 때문이에요. 설정하면 전체 화면이 열리고, igtoken --plain을 쓰면 어디서나 평문 모드가 돼요.
plain-because-input = 평문 모드예요. 입력이 터미널이 아니기 때문이에요. 터미널에서는 전체 화면이 열리고, igtoken --plain을 쓰면 거기서도 평문 모드가 돼요.
plain-because-output = 평문 모드예요. 출력이 터미널이 아니기 때문이에요. 터미널에서는 전체 화면이 열리고, igtoken --plain을 쓰면 거기서도 평문 모드가 돼요.
plain-how = 한 줄에 하나씩 답하세요. /?는 도움말, /b는 뒤로, /q는 나가기예요. 모두 보관돼요.
plain-profile = 프로필 { $profile }, { $provider }.

# 제목.
plain-heading = { $count }단계 중 { $number }단계: { $title } ({ $step }, { $status })
plain-practice = 연습이에요.
plain-endpoint = 모든 호출은 이 주소로 가요:
plain-not-yet = 아직 안 함
plain-claimed = 완료했다고 표시함
plain-verified = 확인됨
plain-not-needed = 필요 없음
plain-failed = 잘못됨
plain-trap = 주의: { $text }
plain-named = { $name }: { $value }
plain-step-line = { $step }, { $status }: { $title }
plain-problem = 문제: { $text }
plain-why = 이유: { $text }
plain-fix = 할 일: { $text }
plain-state-mismatch = 이 답은 다른 링크의 것이에요. state가 달라요. 위의 링크를 열거나 새 링크를 고르세요.
plain-recognised = 알아본 내용: { $text }
plain-kept = 저장됨, 끝자리 { $tail }
plain-token-line = { $kind }, 끝자리 { $tail }
plain-steps = 단계 목록:

# 선택과 질문.
plain-any-step = 아무 단계나 열기
plain-choose = 번호:
plain-choose-enter = 번호 (Enter만 누르면 { $number }번):
plain-paste-here = 여기에 붙여 넣거나(보이지 않아요) 번호를 입력하세요:
plain-take = Enter만 누르면 { $number }번, 다른 번호, 또는 다시 붙여 넣기:
plain-search = 찾을 낱말이나 번호:
plain-choose-step = 단계 번호, 뒤로 가려면 b:
plain-empty-keeps = 빈 줄은 그대로 둬요.
plain-now = 지금 값: { $value }
plain-not-given = 아직 없음
plain-field = { $name }:
plain-field-secret = { $name } (입력해도 보이지 않아요):
plain-yes-no = { $name } yes 또는 no:
plain-app-secret = 앱 시크릿 (입력해도 보이지 않아요):
plain-not-understood = 여기서 고를 수 있는 답이 아니에요. 도움말은 ?, 입력 칸에서는 /?예요.
plain-not-yes-no = yes 또는 no로 답하세요.
plain-no-way-back = 여기서는 뒤로 갈 곳이 없어요.

# 도움말.
plain-help-title = 평문 모드 도움말
plain-help-number = 번호로 목록에서 골라요. 괄호 안의 글자도 같은 뜻이고, 그냥 Enter는 전체 화면의 Enter와 같아요.
plain-help-field = 입력 칸에서는 한 줄이 값이에요. 빈 줄은 보이는 값을 그대로 두고 넘어가요.
plain-help-slash = 앞에 빗금을 붙이면 입력 칸에서도 선택이 돼요: /2, /b.
plain-help-words = ?는 이 도움말, b는 뒤로, q는 모두 보관하고 나가기, 마침표는 다시 말하기예요. 입력 칸에서는 /? /b /q /. 그리고 칸을 비우는 /e를 쓰세요. Ctrl-C는 호출 중에도 바로 나가요.
plain-help-list = 여기서 고를 수 있는 것:

# 끝.
plain-input-ended = 끝나기 전에 입력이 끊겼어요. 모두 보관했어요. 같은 명령으로 이어서 할 수 있어요.
