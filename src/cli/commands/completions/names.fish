# Completions of igtoken for fish. Names of profiles and steps come from the program itself.
function __igtoken_names
    command igtoken complete $argv[1] -- (commandline -opc) 2>/dev/null </dev/null
end
complete -c igtoken -n "__fish_igtoken_using_subcommand step" -f -a "(__igtoken_names steps)"
complete -c igtoken -n "__fish_igtoken_using_subcommand profile; and __fish_seen_subcommand_from rename remove" -f -a "(__igtoken_names profiles)"
complete -c igtoken -l profile -x -a "(__igtoken_names profiles)"
