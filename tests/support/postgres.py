"""A private PostgreSQL from Debian's package, made for one test process and gone with it."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

# Nobody keeps this cluster, so it never waits for the disk.
SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "synchronous_commit": "off",
}
OWNER = "heatdesk"
ENOUGH_MEMORY = 2 * 1024**3


class Cluster:
    """A running server: databases are made from it and dropped again.

    Tests connect as an ordinary owner of their database, not as superuser, as a station does.
    """

    def __init__(self, port: int, password: str, process: subprocess.Popen[bytes]) -> None:
        self.port = port
        self.process = process
        self._password = password
        self._names = count(1)
        self._admin = psycopg.connect(self._url("postgres", "postgres"), autocommit=True)
        self._admin.execute(
            sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(sql.Identifier(OWNER), sql.Literal(password))
        )

    def url(self, name: str) -> str:
        """Where the owner finds this database."""
        return self._url(OWNER, name)

    def create(self, template: str = "template0") -> str:
        """The name of a new database; the template must have no connection left."""
        name = f"heatdesk_{next(self._names)}"
        self._execute("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY wal_log", name, OWNER, template)
        return name

    def drop(self, name: str) -> None:
        """Also when a test left connections open."""
        self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def close(self) -> None:
        self._admin.close()

    def _execute(self, statement: str, *names: str) -> None:
        self._admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _url(self, role: str, name: str) -> str:
        return f"postgresql://{role}:{self._password}@127.0.0.1:{self.port}/{name}"


def find_programs() -> Path | None:
    """The newest installed server's folder of programs, or None where the package is missing."""
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if versions:
        return max(versions, key=lambda path: float(path.parent.name))
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@contextmanager
def running_cluster(programs: Path) -> Iterator[Cluster]:
    """Start a server in a folder of its own; it ends with this process, even a killed one."""
    with tempfile.TemporaryDirectory(prefix="heatdesk-postgres-", dir=_quick_place()) as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        password = _init(programs, Path(folder))
        port, process = _start(programs, Path(folder))
        try:
            cluster = Cluster(port, password, process)
            yield cluster
            cluster.close()
        finally:
            # The child is setpriv turned into the server; SIGQUIT is its immediate stop.
            process.send_signal(signal.SIGQUIT)
            process.wait(30)


def _quick_place() -> Path | None:
    """Memory, where there is enough: a new database takes 30 ms there, on a busy disk twenty times that."""
    memory = Path("/dev/shm")
    if "TMPDIR" in os.environ or not os.access(memory, os.W_OK):
        return None
    return memory if shutil.disk_usage(memory).free > ENOUGH_MEMORY else None


def _as_server_user() -> list[str]:
    """PostgreSQL refuses to run as root; the death signal leaves no server behind a killed test run."""
    become = ["--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    return ["setpriv", *become, "--pdeathsig=QUIT", "--"]


def _init(programs: Path, folder: Path) -> str:
    password = secrets.token_hex(8)
    secret = folder / "password"
    secret.write_text(password, encoding="ascii")
    secret.chmod(0o644)
    command = [*_as_server_user(), str(programs / "initdb"), "--no-sync", "--no-instructions", "--encoding=UTF8"]
    command += ["--locale=C.UTF-8", "--username=postgres", "--auth=scram-sha-256", f"--pwfile={secret}"]
    made = subprocess.run(
        [*command, str(folder / "data")],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if made.returncode != 0:
        raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")
    return password


def _start(programs: Path, folder: Path) -> tuple[int, subprocess.Popen[bytes]]:
    for _ in range(3):
        port = _free_port()
        process = _launch(programs, folder, port)
        if _answers(process, port):
            return port, process
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'server.log').read_text(encoding='utf-8')}")


def _launch(programs: Path, folder: Path, port: int) -> subprocess.Popen[bytes]:
    settings = {**SETTINGS, "port": str(port), "unix_socket_directories": str(folder)}
    options = [f"--{name}={value}" for name, value in settings.items()]
    with (folder / "server.log").open("ab") as log:
        return subprocess.Popen(
            [*_as_server_user(), str(programs / "postgres"), "-D", str(folder / "data"), *options],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def _free_port() -> int:
    """Another process may take it before the server does, so starting is tried again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """True once the server says it needs a password; False when it ended instead."""
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres", connect_timeout=2)
        except psycopg.OperationalError as refusal:
            if "password" in str(refusal):
                return True
            time.sleep(0.02)
    return False
