//! `masam completions` and `masam man`: what a shell offers while a command is typed, and pages for `man`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{Outcome, Result, help, shell};
use crate::render::{Bundle, File};

/// Print what a shell needs to complete commands, options, and built-in names.
///
/// docs/install.md says where each shell looks for it.
///
/// masam completions bash > ~/.local/share/bash-completion/completions/masam
///
/// masam completions powershell
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

impl From<Shell> for clap_complete::Shell {
    fn from(shell: Shell) -> clap_complete::Shell {
        match shell {
            Shell::Bash => clap_complete::Shell::Bash,
            Shell::Zsh => clap_complete::Shell::Zsh,
            Shell::Fish => clap_complete::Shell::Fish,
            Shell::Powershell => clap_complete::Shell::PowerShell,
            Shell::Elvish => clap_complete::Shell::Elvish,
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let mut written = Vec::new();
    clap_complete::generate(clap_complete::Shell::from(args.shell), &mut help::command(), "masam", &mut written);
    let file = File { name: "masam".to_owned(), bytes: written };
    shell::save(&Bundle(vec![file]), &shell::Target::Stdout, false)?;
    Ok(Outcome::Whole)
}

/// Write a manual page for every command into a folder.
///
/// The pages are called masam.1, masam-report-card.1 and so on; docs/install.md says where they belong.
///
/// masam man ~/.local/share/man/man1
#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// Folder for the pages
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Replace pages that are already there
    #[arg(long)]
    force: bool,
    /// Say nothing unless nothing can be made
    #[arg(long, short)]
    quiet: bool,
}

pub(crate) fn man(args: &ManArgs) -> Result<Outcome> {
    let mut pages = Vec::new();
    let mut command = help::command().disable_help_subcommand(true);
    command.build();
    page(&command, "masam".to_owned(), &mut pages)?;
    let target = shell::claim(&args.folder, true, "1", args.force)?;
    let saved = shell::save(&Bundle(pages), &target, args.force)?;
    if !args.quiet {
        shell::say(format_args!("{} pages written to {}", saved.len(), args.folder.display()));
    }
    Ok(Outcome::Whole)
}

/// The page of a command and of those below it.
fn page(command: &clap::Command, name: String, into: &mut Vec<File>) -> Result<()> {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut bytes)?;
    into.push(File { name: format!("{name}.1"), bytes });
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        page(below, format!("{name}-{}", below.get_name()), into)?;
    }
    Ok(())
}
