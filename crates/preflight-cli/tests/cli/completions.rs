//! Completion scripts, run by their shells. A shell that is not installed is named on standard error.

use std::process::{Command, Stdio};

use crate::support::Folder;

/// Command lines, and candidates for their last word.
const LINES: &[(&str, &[&str])] = &[
    ("mi-preflight ch", &["check"]),
    ("mi-preflight check --ed", &["--edition"]),
    ("mi-preflight check --edition 20", &["2025-05-22", "2026-11"]),
    ("mi-preflight check --format s", &["sarif"]),
    ("mi-preflight capability-report di", &["diff"]),
    ("mi-preflight capability-report check --pro", &["--profile"]),
    ("mi-preflight document check --from", &["--from-service"]),
    ("mi-preflight policy te", &["test"]),
];

/// Returns what a shell prints for a script, or `None` if the shell is not installed.
fn run_shell(folder: &Folder, shell: &str, script: &str) -> Option<String> {
    folder.write("script", script.as_bytes());
    let options: &[&str] = match shell {
        "bash" => &["--norc", "--noprofile"],
        "zsh" => &["-f"],
        _ => &["--no-config"],
    };
    let mut command = Command::new(shell);
    command.args(options).arg("script").current_dir(folder.path("")).env("HOME", folder.path("")).env("TERM", "dumb");
    match command.stdin(Stdio::null()).output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(error) => {
            eprintln!("completions are not tested with {shell}: {error}");
            None
        }
    }
}

fn folder(shell: &str) -> Folder {
    let folder = Folder::new(&[]);
    let run = folder.run(&["completions", shell]);
    assert_eq!(run.code, 0, "{run:?}");
    folder.write("completions", run.out.as_bytes());
    folder
}

#[test]
fn bash() {
    let folder = folder("bash");
    for (line, candidates) in LINES {
        let script = format!(
            "source ./completions\nCOMP_WORDS=({line})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n\
            $(complete -p mi-preflight | sed 's/.*-F \\([^ ]*\\).*/\\1/') mi-preflight \
            \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
        );
        let Some(out) = run_shell(&folder, "bash", &script) else { return };
        let mut lines: Vec<&str> = out.lines().collect();
        lines.sort_unstable();
        assert_eq!(&lines, candidates, "{line}");
    }
}

#[test]
fn fish() {
    let folder = folder("fish");
    for (line, candidates) in LINES {
        let script = format!("source ./completions\ncomplete -C '{line}'\n");
        let Some(out) = run_shell(&folder, "fish", &script) else { return };
        let lines: Vec<&str> = out.lines().filter_map(|line| line.split('\t').next()).collect();
        assert_eq!(&lines, candidates, "{line}");
    }
}

/// zsh completes only in its line editor, so it runs in a pseudo-terminal.
#[test]
fn zsh() {
    let folder = folder("zsh");
    for (line, candidates) in LINES {
        let script = format!(
            r#"zmodload zsh/zpty || exit 1
zpty terminal zsh -f -i
zpty -w terminal 'PS1=; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; source ./completions'
zpty -w terminal 'compdef _mi-preflight mi-preflight; bindkey "^I" complete-word'
zpty -w terminal 'zstyle ":completion:*" insert-unambiguous true; show() {{ print -r -- "<<$BUFFER>>" }}'
zpty -w terminal 'report() {{ zle -M ""; BUFFER="print -r -- \"<<\"${{(q)BUFFER}}\">>\""; zle accept-line }}; zle -N report; bindkey "^X" report; print -r -- "re""ady"'
zpty -r terminal output '*ready*'
zpty -w -n terminal $'{line}\t\x18'
zpty -r terminal output '*<<*>>*<<*>>*'
print -r -- "$output"
zpty -d terminal
"#
        );
        let Some(out) = run_shell(&folder, "zsh", &script) else { return };
        let common = match candidates {
            [candidate] => (*candidate).to_owned(),
            _ => "202".to_owned(),
        };
        let completed =
            format!("{}{common}", line.rsplit_once(' ').map_or("", |(before, _)| &line[..before.len() + 1]));
        assert!(out.contains(&completed), "{line}: {out:?}");
    }
}
