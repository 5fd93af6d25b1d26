# 저장된 토큰을 dotenv 파일이나 명령에도 전달합니다.
problem-delivery-failed = { $count ->
   *[other] 토큰은 저장되었지만 대상 { $count }곳에 전달되지 않았습니다: { $targets }
}
problem-delivery-failed-fix = 그 대상을 고치세요. 다음에 마법사를 시작하거나 갱신할 때 토큰을 다시 전달합니다.
deliver-no-directory = { $target }: 디렉터리가 없습니다.
deliver-disk-full = { $target }: 디스크가 가득 찼습니다.
deliver-read-only = { $target }: 읽기 전용 파일 시스템입니다.
deliver-denied = { $target }: 이 사용자는 그곳에 쓸 수 없습니다.
deliver-directory = { $target }: 그 자리에 디렉터리가 있습니다.
deliver-symlink = { $target }: 대상이 없거나 다른 사용자의 링크입니다.
deliver-foreign-owner = { $target }: 다른 사용자의 파일입니다.
deliver-other = { $target }: 시스템 메시지: { $text }
deliver-no-program = { $target }: PATH에 그런 프로그램이 없습니다.
deliver-not-started = { $target }: 시작할 수 없습니다: { $text }
deliver-killed = { $target }: 신호로 종료되었습니다.
deliver-failed = { $target }: 코드 { $code }(으)로 끝났고 아무 말도 남기지 않았습니다.
deliver-failed-saying = { $target }: 코드 { $code }(으)로 끝났고 이렇게 말했습니다: { $text }
deliver-timed-out = { $target }: { $seconds }초 안에 끝나지 않아 종료했습니다.
screen-run-deliver = 새 토큰 전달
cli-run-deliver = 토큰을 대상에 전달함
