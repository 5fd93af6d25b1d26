# 저장한 토큰을 dotenv 파일이나 명령에도 넘길 때의 말.
problem-delivery-failed = { $count ->
   *[other] 토큰은 저장했지만 대상 { $count }곳에 넘기지 못했어요: { $targets }
}
problem-delivery-failed-fix = 그 대상을 고치세요. 다음에 마법사를 시작하거나 갱신할 때 토큰을 다시 넘겨요.
deliver-no-directory = { $target }: 디렉터리가 없어요.
deliver-disk-full = { $target }: 디스크가 가득 찼어요.
deliver-read-only = { $target }: 읽기 전용 파일 시스템이에요.
deliver-denied = { $target }: 이 사용자는 그곳에 쓸 수 없어요.
deliver-directory = { $target }: 그 자리에 디렉터리가 있어요.
deliver-symlink = { $target }: 대상이 없거나 다른 사용자의 링크예요.
deliver-foreign-owner = { $target }: 다른 사용자의 파일이에요.
deliver-other = { $target }: 시스템의 말: { $text }
deliver-no-program = { $target }: PATH에 그런 프로그램이 없어요.
deliver-not-started = { $target }: 시작할 수 없어요: { $text }
deliver-killed = { $target }: 신호를 받고 끝났어요.
deliver-failed = { $target }: 종료 코드 { $code }, 아무 말도 남기지 않았어요.
deliver-failed-saying = { $target }: 종료 코드 { $code }, 이렇게 말했어요: { $text }
deliver-timed-out = { $target }: { $seconds }초 안에 끝나지 않아서 멈췄어요.
screen-run-deliver = 새 토큰 넘기기
cli-run-deliver = 토큰을 대상에 넘김
