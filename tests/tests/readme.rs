//! The commands that the README shows work, from the root of the repository.

use std::process::{Command, Stdio};

use conformance::command_line::binary;
use conformance::root;

/// Returns the lines of the code blocks of a language.
fn code_lines<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let mut lines = Vec::new();
    let mut is_inside = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(name) => is_inside = !is_inside && name == language,
            None if is_inside => lines.push(line),
            None => {}
        }
    }
    lines
}

#[test]
fn the_commands_of_the_readme_work() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README can be read");
    let commands: Vec<&str> =
        code_lines(&readme, "sh").into_iter().filter(|line| line.starts_with("mi-preflight ")).collect();
    assert!(commands.len() > 10, "{commands:?}");
    let folder = binary().parent().expect("the binary is in a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    for command in commands {
        let output = Command::new("sh")
            .args(["-c", command])
            .env("PATH", format!("{}:{path}", folder.display()))
            .current_dir(root())
            .stdin(Stdio::null())
            .output()
            .expect("a shell starts");
        let errors = String::from_utf8_lossy(&output.stderr);
        // The examples have requests on purpose that are invalid.
        assert!(matches!(output.status.code(), Some(0 | 1)), "{command}: {}\n{errors}", output.status);
        assert!(!output.stdout.is_empty(), "{command} prints nothing");
    }
}
