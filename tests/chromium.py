"""A page in headless Chromium, through its DevTools protocol over two pipes."""

import base64
import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
_PATIENCE = 60  # seconds for an answer, on a busy machine


def program() -> str | None:
    """Returns the path of Chromium, or None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Browser:
    """One Chromium with one page.

    requests: the addresses that the page asked for. problems: what it said on the console.
    """

    def __init__(self, write: int, read: int):
        self._to, self._from, self._rest = write, os.fdopen(read, "rb", buffering=0), b""
        self._number, self._session = 0, None
        self._happened: list[str] = []
        self.requests: list[str] = []
        self.problems: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters) -> dict:
        """Returns what Chromium answers; what happens meanwhile is noted."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def open(self, path: Path, width: int, *, dark: bool = False) -> None:
        """Opens a file in a window so many pixels wide."""
        self.requests.clear()
        self.problems.clear()
        self._happened.clear()
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.resize(width)
        self.call("Page.navigate", url=path.resolve().as_uri())
        deadline = time.monotonic() + _PATIENCE
        while "Page.loadEventFired" not in self._happened:
            assert time.monotonic() < deadline
            self._next()

    def resize(self, width: int, height: int = 900) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def run(self, javascript: str):
        """Returns the value of an expression, as the developer's console would compute it."""
        answer = self.call("Runtime.evaluate", expression=javascript, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def screenshot(self, path: Path) -> None:
        """Writes the whole page as PNG."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {**size, "scale": 1}
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(shot["data"]))

    def print(self) -> bytes:
        """Returns the page as PDF."""
        return base64.b64decode(self.call("Page.printToPDF")["data"])

    def close(self) -> None:
        self._from.close()
        os.close(self._to)

    def _next(self) -> dict:
        while b"\0" not in self._rest:
            read = self._from.read(1 << 16)
            assert read, "Chromium is gone"
            self._rest += read
        text, self._rest = self._rest.split(b"\0", 1)
        message = json.loads(text)
        said = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(said["request"]["url"])
            case "Log.entryAdded":
                self.problems.append(said["entry"]["text"])
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown":
                self.problems.append(json.dumps(said))
            case str(event):
                self._happened.append(event)
        return message


@contextlib.contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Starts Chromium with a new, empty profile, and ends it."""
    (its_in, our_out), (our_in, its_out) = os.pipe(), os.pipe()

    def connect():
        # Chromium reads from 3 and writes to 4; the pipes may be there already.
        read, write = (fcntl.fcntl(fd, fcntl.F_DUPFD, 10) for fd in (its_in, its_out))
        os.dup2(read, 3)
        os.dup2(write, 4)

    process = subprocess.Popen(
        [program(), *_FLAGS, f"--user-data-dir={profile}"],
        preexec_fn=connect,
        close_fds=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    os.close(its_in)
    os.close(its_out)
    try:
        with contextlib.closing(Browser(our_out, our_in)) as running:
            yield running
    finally:
        process.kill()
        process.wait()
