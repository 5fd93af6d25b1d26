//! Completions in the real shells, and manual pages read by a real formatter.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::home::{Home, mode, read};

/// A line to complete, and what must be offered; nothing else may be.
const CASES: [(&str, &[&str]); 8] = [
    ("igtoken regen", &["regenerate"]),
    ("igtoken --profile s", &["shed", "shop"]),
    ("igtoken --profile=sho", &["shop"]),
    ("igtoken status --profile she", &["shed"]),
    ("igtoken profile remove sho", &["shop"]),
    ("igtoken profile rename she", &["shed"]),
    ("igtoken step acc", &["accept-invite", "account"]),
    ("igtoken --profile shop step oauth", &["oauth-settings"]),
];

/// Two profiles, of different providers; the default one has no step `oauth-settings`.
fn two_profiles() -> Home {
    let home = Home::new();
    let _ = home.igtoken(["profile", "add", "shed"]).run().exits(0);
    let add = ["profile", "add", "shop", "--provider", "basic-display"];
    let _ = home.igtoken(add).run().exits(0);
    home
}

/// The directory of the program, to be found by its name.
fn path() -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_igtoken"));
    let before = std::env::var_os("PATH").unwrap();
    format!(
        "{}:{}",
        program.parent().unwrap().display(),
        before.to_string_lossy()
    )
}

/// The completion script, as a file in this home.
fn script(home: &Home, shell: &str, file: &str) -> PathBuf {
    let run = home
        .igtoken(["completions", shell])
        .run()
        .exits(0)
        .quietly();
    let path = home.path().join(file);
    home.lay(&path, &run.stdout);
    path
}

/// Runs a shell in this home, silent on standard error, and gives what it prints.
fn shell(home: &Home, program: &str, args: &[&str]) -> String {
    let mut command = home.igtoken([""; 0]).command();
    let environment: Vec<_> = command
        .get_envs()
        .map(|(name, value)| (name.to_owned(), value.map(ToOwned::to_owned)))
        .collect();
    command = Command::new("timeout");
    command.arg("90").arg(program).args(args);
    for (name, value) in environment {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let output = command
        .env("PATH", path())
        .env("ZDOTDIR", home.path())
        .current_dir(home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said, "", "{program} {args:?}: {printed}");
    assert!(output.status.success(), "{program} {args:?}: {printed}");
    printed
}

fn sorted<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut words: Vec<_> = words.collect();
    words.sort_unstable();
    words
}

#[test]
fn the_names_of_this_home_are_listed() {
    let home = two_profiles();
    let run = home.igtoken(["complete", "profiles"]).run();
    assert_eq!(run.exits(0).quietly().stdout, "shed\nshop\n");
    let other = home.path().join("other file.toml");
    home.lay(&other, "[profiles.far]\nprovider = \"basic-display\"\n");
    for words in [
        ["--config", other.to_str().unwrap()].as_slice(),
        &["--config", "=", other.to_str().unwrap()],
        &[&format!("--config={}", other.display())],
    ] {
        let asked = ["complete", "profiles", "--", "igtoken"];
        let run = home.igtoken(asked.iter().chain(words)).run();
        assert_eq!(run.exits(0).quietly().stdout, "far\n", "{words:?}");
    }
}

#[test]
fn a_broken_config_completes_silently() {
    let home = Home::new();
    home.lay(&home.config_file(), "profiles = [[[");
    let run = home.igtoken(["complete", "profiles"]).run();
    let _ = run.exits(0).quietly().prints_nothing();
    let run = home.igtoken(["complete", "steps"]).run().exits(0).quietly();
    assert!(run.stdout.contains("redirect-uri\n"), "{run}");
}

#[test]
fn the_command_for_the_completions_is_not_offered() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish"] {
        let run = home
            .igtoken(["completions", shell])
            .run()
            .exits(0)
            .quietly();
        for left in ["_users", "_hosts", "__fish_print_hostnames", "@VALUED@"] {
            assert!(!run.stdout.contains(left), "{shell}: {left}");
        }
        let named = run.stdout.matches("Names that this home has").count();
        assert_eq!(named, 0, "{shell}");
    }
    let help = home.igtoken(["--help"]).run().exits(0).stdout;
    assert!(!help.contains("\n  complete "), "{help}");
}

#[test]
fn bash_completes_commands_profiles_and_steps() {
    let home = two_profiles();
    let file = script(&home, "bash", "igtoken.bash");
    for (line, wanted) in CASES {
        // Bash cuts the words of a line at `=`, too.
        let words = line.replace('=', " = ");
        let program = format!(
            "source {}; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             read -r _ _ function _ <<< \"$(complete -p igtoken | grep -o -e '-F [^ ]*' | \
             sed 's/^/x /')\"; \
             \"$function\" igtoken \"${{COMP_WORDS[COMP_CWORD]}}\" \
             \"${{COMP_WORDS[COMP_CWORD - 1]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            file.display()
        );
        let offered = shell(&home, "bash", &["--norc", "-c", &program]);
        assert_eq!(sorted(offered.lines()), wanted, "{line}");
    }
}

#[test]
#[ignore = "needs fish"]
fn fish_completes_commands_profiles_and_steps() {
    let home = two_profiles();
    let file = script(&home, "fish", "igtoken.fish");
    for (line, wanted) in CASES {
        let program = format!("source {}; complete -C '{line}'", file.display());
        let offered = shell(&home, "fish", &["--no-config", "-c", &program]);
        let names = offered
            .lines()
            .filter_map(|line| line.split('\t').next())
            .map(|name| name.trim_start_matches("--profile="));
        assert_eq!(sorted(names), wanted, "{line}");
    }
}

/// An interactive zsh: completes what is typed, and prints the line that it has then.
const ZSH_RC: &str = "\
fpath=(\"$ZDOTDIR\" $fpath)
autoload -Uz compinit
compinit -u -D
show() { print -r -- \"IS[$BUFFER]\"; BUFFER=; zle reset-prompt }
zle -N show
bindkey '^I' complete-word
bindkey '^X' show
PS1='READY'
";

const ZSH_DRIVER: &str = "\
zmodload zsh/zpty
zpty shell zsh -i
zpty -r shell out '*READY*'
for typed in \"$@\"; do
    zpty -w -n shell \"$typed\"$'\\t\\x18'
    zpty -r shell out '*IS\\[*\\]*'
    print -r -- \"${${out##*IS\\[}%%\\]*}\"
done
zpty -d shell
";

#[test]
#[ignore = "needs zsh"]
fn zsh_completes_commands_profiles_and_steps() {
    let home = two_profiles();
    let _ = script(&home, "zsh", "_igtoken");
    home.lay(&home.path().join(".zshrc"), ZSH_RC);
    home.lay(&home.path().join("driver.zsh"), ZSH_DRIVER);
    let lines: Vec<_> = CASES
        .iter()
        .filter(|(_, wanted)| wanted.len() == 1)
        .collect();
    let mut args = vec!["-f", "driver.zsh"];
    args.extend(lines.iter().map(|(line, _)| *line));
    let printed = shell(&home, "zsh", &args);
    let completed: Vec<_> = printed.lines().map(str::trim_end).collect();
    assert_eq!(completed.len(), lines.len(), "{printed}");
    for ((line, wanted), completed) in lines.iter().zip(completed) {
        let name = wanted.first().unwrap();
        assert!(
            completed.ends_with(name) && completed.starts_with(line),
            "{line}: {completed}"
        );
    }
}

#[test]
fn one_manual_page_a_command_is_written() {
    let home = Home::new();
    let first = home.igtoken(["man"]).run().exits(0).quietly().stdout;
    let dir = home.path().join("man/man1");
    home.lay(&dir.join("igtoken.1"), "an old one");
    let asked = ["man", "--dir", "man/man1"];
    let _ = home
        .igtoken(asked)
        .run()
        .exits(0)
        .quietly()
        .prints_nothing();
    assert_eq!(read(&dir.join("igtoken.1")).trim_end(), first.trim_end());
    for heading in ["ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES"] {
        assert!(first.contains(&format!(".SH \"{heading}\"")), "{first}");
    }
    for name in ["igtoken", "igtoken-setup", "igtoken-profile-add"] {
        assert_eq!(mode(&dir.join(format!("{name}.1"))), 0o644, "{name}");
    }
    assert!(!dir.join("igtoken-complete.1").exists());
    let blocked = home.igtoken(["man", "--dir", ".bashrc/man1"]);
    home.lay(&home.path().join(".bashrc"), "");
    assert_ne!(blocked.run().code, Some(0));
}

#[test]
#[ignore = "needs man"]
fn the_formatter_has_no_complaint_about_a_page() {
    let home = Home::new();
    let _ = home.igtoken(["man", "--dir", "man1"]).run().exits(0);
    let mut pages = 0;
    for entry in std::fs::read_dir(home.path().join("man1")).unwrap() {
        let page = entry.unwrap().path();
        let args = ["--warnings", "-l", page.to_str().unwrap()];
        // `shell` insists that nothing is said on standard error.
        let text = shell(&home, "man", &args);
        assert!(text.contains("SYNOPSIS"), "{}: {text}", page.display());
        pages += 1;
    }
    assert!(pages > 15, "{pages} pages");
}
