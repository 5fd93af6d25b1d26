# 한 줄 알림: 다음 키를 누를 때까지.
notice-saved = 저장했어요.
notice-waits-for-answer = 교환이 진행 중이고 코드는 한 번만 쓸 수 있어요. 응답을 저장하는 대로 나갈게요.
notice-fresh-link = 새 링크예요. 이전 링크의 응답은 더 이상 받지 않아요.
notice-sent-to-terminal = 링크를 터미널로 보냈어요. 클립보드에 없으면 u를 눌러 직접 선택하세요.
notice-box-is-empty = 먼저 도착한 주소를 붙여 넣으세요.
notice-dashboard-page = 앱 대시보드의 주소네요. 이제 체크리스트의 링크가 이 앱으로 이어져요.
notice-embed-url = Embed URL에서 앱 ID, 리디렉션 URI, 권한을 가져왔어요.
notice-secret-command-failed = app_secret_command 명령이 시크릿을 내놓지 않았어요. 앱 시크릿을 직접 입력하세요.
notice-practice-failed = 연습용 제공자의 응답을 읽을 수 없어요.
notice-practice-refused = 연습용 제공자의 말: { $text }
notice-practised = 연습: 브라우저에서 할 일을 대신 했어요. Enter로 계속하세요.

# 붙여 넣은 글이 무엇인지.
paste-redirect-match = 전체 주소이고 이 링크의 응답이 맞아요. Enter로 계속하세요.
paste-state-mismatch = 다른 링크의 응답이에요(state가 달라요). 위의 링크를 열거나, Esc 다음 f로 새 링크를 만드세요.
paste-missing-code = 이 주소에는 code가 없어요. 허용을 누른 뒤 주소창 전체를 복사하세요.
paste-missing-state = state가 없어서 본인의 응답인지 알 수 없어요. 주소창 전체를 복사하세요.
paste-code = 코드만 있고 출처를 증명할 state가 없어요. Enter를 누르면 본인 것인지 물어볼게요.
paste-cancelled = 브라우저에서 로그인을 취소했어요. Enter를 누르면 할 일을 알려 드려요.
paste-error-redirect = 제공자가 거절했어요. Enter를 누르면 이유를 알려 드려요.
paste-embed-url = 대시보드의 Embed URL이에요. Enter를 누르면 앱 ID, 리디렉션 URI, 권한을 가져와요.
paste-half-embed = Embed URL에 빠진 것이 있어요: { $missing }. 대시보드에서 전체를 복사하세요.
paste-dashboard-token = 대시보드에서 만든 액세스 토큰이에요. Enter를 누르면 확인하고 저장해요. 로그인은 필요 없어요.
paste-app-id = 앱 ID예요. Enter를 누르면 해당 칸에 넣어요.
paste-app-secret = 앱 시크릿이에요. Enter를 누르면 해당 칸에 넣어요.
paste-dashboard-page = 앱 대시보드의 주소예요. Enter를 누르면 체크리스트의 링크가 이 앱으로 이어져요.
paste-belongs-to = { $field }네요. { $step } 단계에서 쓰는 값이에요.
paste-foreign-host = 이 링크가 가는 { $host } 주소는 이 제공자의 것이 아니어서 쓰지 않아요.
paste-foreign-token = 이 토큰은 { $place }의 것이고 이 제공자의 것이 아니에요.
paste-translated = 번역된 사본이에요. { $words } 부분은 영어 그대로여야 제공자가 이해해요.
paste-placeholder = 아직 예시 값이 들어 있어요: { $text }
paste-truncated = 중간에 잘렸어요. 전체를 복사하세요.
paste-too-long = 주소치고는 너무 길어요. 주소창만 복사하세요.
paste-unknown = 무엇인지 알 수 없어요({ $length }자). 도착한 주소나 대시보드에서 만든 토큰이 필요해요.
paste-no-sign-in = 이 코드가 속할 로그인이 열려 있지 않아요. 먼저 authorize 단계를 여세요.

# 프로그램 자체의 문제.
problem-unknown-refusal = 제공자가 “{ $call }” 호출을 거절했는데, 목록에 없는 문구예요.
problem-provider-said = 제공자의 말: { $text }
problem-unknown-refusal-fix = 앱 ID, 앱 시크릿, 리디렉션 URI를 대시보드와 비교한 뒤 다시 시도하세요.
problem-not-understood = “{ $call }” 호출의 응답을 읽을 수 없어요(HTTP { $status }).
problem-not-understood-fix = 다시 시도하세요. 계속되면 중간에서 무언가가 응답을 바꾸고 있는 거예요.
problem-provider-busy = 제공자가 바쁘거나 고장 났어요(HTTP { $status }).
problem-provider-busy-fix = 몇 분 뒤에 다시 시도하세요. 잃은 것은 없어요.
problem-cannot-save = { $path }에 쓸 수 없어요.
problem-cannot-save-fix = 해결한 뒤 다시 시도하세요. 이 프로그램이 켜져 있는 동안은 아무것도 사라지지 않아요.
problem-field-missing = { $field } 값을 아직 몰라요.
problem-field-unusable = 설정 파일의 { $field } 값은 쓸 수 없어요.
problem-field-missing-fix = { $step } 단계에서 입력하세요.
problem-no-randomness = 시스템이 난수를 주지 않아 안전한 링크를 만들 수 없어요.
problem-no-randomness-fix = 다시 시도하세요. 계속되면 이 컴퓨터에서는 로그인하기 어려워요.
problem-no-token = 아직 토큰이 없어요.
problem-no-token-fix = 먼저 설정을 마치세요.
problem-sign-in-again = 다시 로그인하세요. authorize 단계에서 새 링크를 만들어요.
problem-short-lived-refresh = 단기 토큰이라 갱신할 수 없어요.
problem-expired = 토큰이 만료됐어요. 만료된 토큰은 갱신할 수 없어요.
problem-short-lived-expired = 단기 토큰을 한 시간 안에 교환하지 못했어요.
problem-scope-missing = 토큰에 { $scope } 권한이 없어서 갱신할 수 없어요.
problem-too-young = 토큰을 만든 지 24시간이 안 되어 아직 갱신할 수 없어요.
problem-too-young-fix = { $time }부터 갱신할 수 있어요.
problem-code-may-be-spent = 코드를 보냈지만 응답을 읽기 전에 프로그램이 끝났어요. 코드가 이미 쓰였을 수 있어요.
problem-nothing-to-exchange = 교환할 코드가 아직 없어요.
problem-nothing-to-exchange-fix = 먼저 authorize 단계에서 로그인하세요.
problem-nothing-to-verify = 확인할 토큰이 아직 없어요.

# 응답을 읽을 수 없는 이유.
misread-empty = 비어 있어요.
misread-not-utf8 = 글자가 아니에요.
misread-html = 데이터가 아니라 웹 페이지예요. 프록시나 방화벽, 또는 장애일 수 있어요.
misread-not-json = JSON이 아니거나 중간에 잘렸어요.
misread-missing = “{ $key }” 값이 없어요.
misread-foreign = 알려진 형태가 아니에요.

# 아무도 대답하지 않음.
unreachable-name = { $host } 이름을 찾을 수 없어요.
unreachable-refused = { $host } 쪽에서 연결을 거부했어요.
unreachable-connect = { $host }에 연결할 수 없어요.
unreachable-tls = { $host }에 안전하게 연결할 수 없어요. 인증서를 받아들이지 못했어요.
unreachable-no-certificates = 이 컴퓨터에는 제공자를 확인할 인증서가 없어요.
unreachable-timeout = { $host } 쪽에서 제때 대답하지 않았어요.
unreachable-interrupted = { $host }의 응답 도중에 연결이 끊겼어요.
unreachable-too-large = { $host }의 응답이 1 MiB보다 커서 읽지 않았어요.
unreachable-redirected = { $host } 쪽에서 다른 주소로 넘기려고 해요: { $to }. 리디렉션은 따라가지 않아요.
unreachable-other = { $host }에 연결할 수 없어요: { $text }
unreachable-unknown = { $host } 쪽과 연결하지 못했어요.
unreachable-fix = 이 컴퓨터의 네트워크를 확인한 뒤 다시 시도하세요.
unreachable-fix-proxy = 중간에 프록시가 있어요: { $proxy }. 확인한 뒤 다시 시도하세요.
unreachable-fix-certificates = ca-certificates 패키지를 설치하거나, --ca-cert로 회사 인증서를 지정하세요.
unreachable-ca-cert = 인증서 파일을 읽을 수 없거나, 그 안에 PEM 형식의 인증서가 없어요: { $path }
unreachable-fix-ca-cert = 읽을 수 있는 PEM 파일을 --ca-cert로 지정하세요. BEGIN CERTIFICATE라는 줄이 있는 파일이에요.
unreachable-fix-proxy-certificates = 중간에 프록시가 있어요: { $proxy }. 프록시가 TLS를 열어 본다면 그 인증서를 --ca-cert로 지정하고, 아니면 ca-certificates 패키지를 설치하세요.
unreachable-fix-redirected = 이 컴퓨터가 쓰는 네트워크에 로그인하거나, 제공자 파일의 주소를 고치세요.
unreachable-code-lost = 코드는 이미 보냈어요. 한 번만 쓸 수 있어서 다시 보내지 않아요.
unreachable-code-lost-fix = 새 링크로 다시 로그인하세요.

# 파일에 쓸 수 없는 이유.
save-disk-full = 디스크가 가득 찼어요.
save-read-only = 읽기 전용 파일 시스템이에요.
save-denied = 이 사용자는 그곳에 쓸 수 없어요.
save-vanished = 디렉터리가 사라졌어요.
save-no-home = 홈 디렉터리가 없어요(HOME이 설정되지 않았어요).
save-symlink = 홈 밖으로 이어지는 링크예요.
save-foreign-owner = 다른 사용자의 파일이에요.
save-directory = 그 자리에 디렉터리가 있어요.
save-too-large = 파일이 1 MiB보다 커요.
save-not-text = UTF-8 글이 아니에요.
save-size-limit = 파일 크기 제한에 걸렸어요.
save-not-a-directory = 경로 중간에 디렉터리가 아닌 것이 있어요.
save-not-a-file = 보통 파일이 아니에요.
save-not-one-line = 값에 제어 문자가 있어요.
save-invalid = { $line }번째 줄, { $key }: { $problem }
save-invalid-line = { $line }번째 줄: { $problem }
save-other = 시스템의 말: { $text }
save-busy = 다른 프로세스가 쓰고 있어요.
notice-already-refreshed = 다른 프로세스가 방금 토큰을 갱신했어요. 그 토큰을 가져왔어요.
notice-another-refreshes = 다른 프로세스가 지금 이 토큰을 갱신하고 있어요. 잠시 뒤에 다시 보세요.
