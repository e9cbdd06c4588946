//! Colors.

use crate::support::{Folder, INVALID, command};

#[test]
fn colors_are_used_only_if_wanted() {
    let folder = Folder::new(&[("in.json", INVALID)]);
    for (choice, variable, colored) in [
        (None, None, false),
        (Some("auto"), None, false),
        (Some("never"), None, false),
        (Some("always"), None, true),
        (Some("always"), Some(("NO_COLOR", "1")), true),
        (Some("never"), Some(("CLICOLOR_FORCE", "1")), false),
        (None, Some(("NO_COLOR", "1")), false),
    ] {
        let mut command = command();
        command.args(["check", "in.json"]).envs(variable);
        if let Some(choice) = choice {
            command.args(["--color", choice]);
        }
        let run = folder.run_command(&mut command, b"");
        assert_eq!(run.code, 1, "{run:?}");
        assert_eq!(run.out.contains('\u{1b}'), colored, "{choice:?} {variable:?}: {run:?}");
        assert!(!run.err.contains('\u{1b}'), "{run:?}");
    }
}
