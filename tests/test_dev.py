"""The developer's command and what a fresh checkout relies on."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev
from build_spec import notices

LDD = """\
\tlinux-vdso.so.1 (0x00007ffd)
\tlibEGL.so.1 => not found
\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f1a)
plugins/platforms/libqxcb.so:
\tlibEGL.so.1 => not found
\tlibxcb-cursor.so.0 => not found
"""


def locked(name: str) -> dict[str, str]:
    text = (dev.ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, flags=re.MULTILINE))


def dev_py(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "dev.py", *args], cwd=dev.ROOT, capture_output=True, text=True, check=False)


def test_what_the_loader_misses_is_told_once_each():
    assert dev.parse_missing(LDD) == ["libEGL.so.1", "libxcb-cursor.so.0"]


def test_without_rights_the_exact_command_is_told(monkeypatch):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")

    with pytest.raises(dev.SetupError) as caught:
        dev.apt_install(["libegl1"], reason="Qt lacks libEGL.so.1.")

    assert str(caught.value).endswith("sudo apt-get install -y --no-install-recommends libegl1")


def test_an_unknown_command_is_wrong_usage_and_leaves_stdout_alone():
    finished = dev_py("tests")

    assert (finished.returncode, finished.stdout) == (2, "")
    assert "run, test, lint" in finished.stderr


def test_help_names_every_command():
    finished = dev_py("--help")

    assert finished.returncode == 0
    assert all(f"\n  {name} " in finished.stderr for name in dev.COMMANDS)


@pytest.mark.parametrize("args", [["-n", "0"], ["--pdb"], ["-x"], ["--dist=no"]])
def test_a_caller_who_chose_how_to_run_is_not_overruled(args):
    assert dev.workers(args) == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_address_and_hashes_every_package(name):
    text = (dev.ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9.-]+==)", text, flags=re.MULTILINE)

    assert "://" not in text
    assert [package for package in packages if package.strip() and "--hash=sha256:" not in package] == []


def test_tools_are_locked_beside_the_very_versions_that_are_shipped():
    shipped, tools = locked("requirements.lock"), locked("requirements-dev.lock")

    assert shipped.items() <= tools.items()


def test_every_declared_dependency_is_locked_and_has_a_written_reason():
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    reasons = (dev.ROOT / "docs/decisions/0001-dependencies.md").read_text(encoding="utf-8")
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    names = [re.split(r"[>=<\[]", line)[0] for line in [*project["dependencies"], *extras]]

    assert [name for name in names if name.lower().replace("_", "-") not in locked("requirements-dev.lock")] == []
    assert [name for name in names if f"**{name}**" not in reasons] == []


# Wheels for other systems bring other compiled parts and so other texts.
@pytest.mark.skipif(sys.platform != "linux", reason="NOTICES.txt is written on Linux")
def test_the_notices_are_those_of_the_installed_packages():
    assert Path(notices.NOTICES).read_text(encoding="utf-8") == notices.notices_text(), "python dev.py notices"


def test_an_unnamed_licence_text_stops_the_notices(monkeypatch):
    monkeypatch.delitem(notices.ADDED_TEXTS, "chinesecalendar")

    with pytest.raises(LookupError, match="chinesecalendar"):
        notices.notices_text()
