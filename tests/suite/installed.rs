//! The package of Debian: what it puts where, and that the program does its work in a root with nothing else in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::product::{read, scratch};

/// Runs a program to its good end and gives what it says.
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Whether programs can be run in a root of their own here; skipped by name where they cannot.
fn has_roots() -> bool {
    let can = |name: &str, arguments: &[&str]| {
        Command::new(name).args(arguments).output().is_ok_and(|output| output.status.success())
    };
    let missing: Vec<&'static str> = [
        ("dpkg-deb", can("dpkg-deb", &["--version"])),
        ("dpkg", can("dpkg", &["--version"])),
        ("ldd", can("ldd", &["/bin/sh"])),
        ("unshare", can("unshare", &["--map-root-user", "true"])),
        ("python3", can("python3", &["--version"])),
    ]
    .into_iter()
    .filter_map(|(name, found)| (!found).then_some(name))
    .collect();
    if missing.is_empty() {
        return true;
    }
    missing.into_iter().for_each(crate::validators::missing);
    false
}

/// A root with the package installed in it and the libraries that the program is linked with, and nothing else.
fn root() -> PathBuf {
    let folder = scratch("package");
    let built = run(Command::new("packaging/deb")
        .args(["--fast", "--program", env!("CARGO_BIN_EXE_tertial")])
        .arg(&folder)
        .current_dir(env!("CARGO_MANIFEST_DIR")));
    let root = folder.join("root");
    for path in ["var/lib/dpkg/info", "var/lib/dpkg/updates", "tmp", "dev"] {
        std::fs::create_dir_all(root.join(path)).unwrap();
    }
    for path in ["var/lib/dpkg/status", "var/lib/dpkg/available"] {
        std::fs::write(root.join(path), "").unwrap();
    }
    let mut dpkg = Command::new("unshare");
    dpkg.args(["--map-root-user", "dpkg", "--force-depends", "--force-not-root", "--force-bad-path"]);
    dpkg.arg(format!("--root={}", root.display()));
    run(dpkg.arg("--install").arg(built.trim()));
    let linked = run(Command::new("ldd").arg(root.join("usr/bin/tertial")));
    let libraries = linked.split_whitespace().filter(|word| word.starts_with('/'));
    for library in libraries.filter(|path| !Path::new(path).starts_with(&root)) {
        let place = root.join(library.trim_start_matches('/'));
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::copy(library, place).unwrap();
    }
    root
}

#[test]
fn the_package_does_its_work_in_a_root_without_the_checkout() {
    if !has_roots() {
        return;
    }
    let root = root();
    let share = root.join("usr/share");
    for path in [
        "man/man1/tertial.1.gz",
        "man/man1/tertial-build.1.gz",
        "man/sv/man1/tertial-sign-prepare.1.gz",
        "bash-completion/completions/tertial",
        "zsh/vendor-completions/_tertial",
        "fish/vendor_completions.d/tertial.fish",
        "doc/tertial/LICENSE-MIT",
        "doc/tertial/LICENSE-APACHE",
        "doc/tertial/handledning.md",
    ] {
        assert!(share.join(path).is_file(), "{path}");
    }
    let notices = read(&share.join("doc/tertial/third-party.txt"));
    for package in ["typst ", "lopdf ", "aws-lc-sys ", "typefaces in assets/fonts"] {
        assert!(notices.contains(package), "{package} is not among the notices");
    }
    let inside = |arguments: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "chroot"]).arg(&root).arg("/usr/bin/tertial").args(arguments);
        command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").output().unwrap()
    };
    let said =
        inside(&["build", "/usr/share/doc/tertial/exempel", "--final", "--to", "pdf,docx", "-o", "/tmp/ut"]);
    assert_eq!(said.status.code(), Some(0), "{}", String::from_utf8_lossy(&said.stderr));
    let made: Vec<PathBuf> = String::from_utf8(said.stdout).unwrap().lines().map(PathBuf::from).collect();
    let built = |path: &Path| std::fs::read(root.join(path.strip_prefix("/").unwrap())).unwrap();
    assert!(made.iter().any(|path| built(path).starts_with(b"%PDF-")), "{made:?}");
    assert!(made.iter().any(|path| built(path).starts_with(b"PK")), "{made:?}");
    let new = inside(&["new", "/tmp/rapport"]);
    assert_eq!(new.status.code(), Some(0), "{}", String::from_utf8_lossy(&new.stderr));
}
