"""Pulls the plug on `masam run` at random moments, fills its disk and takes its rights away: nothing may be lost.

    python3 tests/project/plug.py BINARY [KILLS]

A project is run on answers A, then on answers B. A run from A to B is killed at a random moment. Then every output must be as A or as B
gives it, and the next run must leave exactly what an undisturbed run leaves, with no file of the disturbed one.
"""

import fcntl
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

BINARY = os.path.abspath(sys.argv[1])
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 30


def masam(*arguments, **options):
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, **options)


def files(folder):
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def with_other_answers(project):
    path = os.path.join(project, "surveys/health/round-1/EXAMPLE-synthetic.csv")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert ",female," in text
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(",female,", ",male,", 20))


def undisturbed(work):
    project = os.path.join(work, "төсөл")
    made = masam("new", project, "--instruments", "health,health-scorecard,health-facility")
    assert made.returncode == 0, made.stderr
    assert masam("run", project, "--quiet").returncode in (0, 3)
    first = os.path.join(work, "a")
    shutil.copytree(project, first)
    with_other_answers(project)
    started = time.monotonic()
    assert masam("run", project, "--quiet").returncode in (0, 3)
    return first, files(os.path.join(first, "out")), files(os.path.join(project, "out")), time.monotonic() - started


def kill_at_random(work, first, a, b, long):
    dice, midway, waiting = random.Random(20261127), 0, 0
    for turn in range(KILLS):
        project = os.path.join(work, f"kill-{turn}")
        shutil.copytree(first, project)
        with_other_answers(project)
        running = subprocess.Popen([BINARY, "run", project, "--quiet"], stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0, long))
        running.send_signal(dice.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
        running.wait()
        now = files(os.path.join(project, "out"))
        for name, content in now.items():
            if os.path.basename(name).startswith(".masam-"):
                waiting += 1
            elif name != "manifest.json":
                assert content in (a.get(name), b.get(name)), f"{name} is neither as before nor as after"
        assert set(a) <= set(now), f"lost: {set(a) - set(now)}"
        midway += now != a and now != b
        again = masam("run", project, "--quiet")
        assert again.returncode in (0, 3), again.stderr
        assert files(os.path.join(project, "out")) == b, "the next run left something else than an undisturbed one"
        shutil.rmtree(project)
    print(f"{KILLS} runs killed, {midway} of them midway ({waiting} waiting files left, all cleared by the next run): nothing lost")


def two_at_once(first):
    out = os.open(os.path.join(first, "out"), os.O_RDONLY)
    fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
    second = masam("run", first)
    assert second.returncode == 1 and "[R010]" in second.stderr, second.stderr
    os.close(out)
    assert masam("run", first, "--quiet").returncode in (0, 3)
    print("two runs in one folder: the second one stops")


def mounted(folder, options):
    os.makedirs(folder)
    return subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True).returncode == 0


def disk_full_and_read_only(work, first, a, b):
    project = os.path.join(work, "full")
    if not mounted(project, "size=64m"):
        print("NOT RUN: a full disk and a read-only one need the right to mount")
        return
    try:
        shutil.copytree(first, project, dirs_exist_ok=True)
        with_other_answers(project)
        with open(os.path.join(project, "filler"), "wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(b"x" * 4096)
            except OSError:
                pass
        out = os.path.join(project, "out")
        full = masam("run", project)
        assert full.returncode == 1 and "No space left" in full.stderr, full.stderr
        left = files(out)
        assert all(left.get(name) in (a.get(name), b.get(name)) for name in a if name != "manifest.json")
        assert not any(os.path.basename(name).startswith(".masam-") for name in left)
        os.remove(os.path.join(project, "filler"))
        subprocess.run(["mount", "-o", "remount,ro", project], check=True)
        read_only = masam("run", project)
        assert read_only.returncode == 1 and "ead-only" in read_only.stderr, read_only.stderr
        assert files(out) == left
        subprocess.run(["mount", "-o", "remount,rw,size=256m", project], check=True)
        assert masam("run", project, "--quiet").returncode in (0, 3)
        assert files(out) == b
    finally:
        subprocess.run(["umount", project], check=True)
    print("a full disk and a read-only one end in a message: nothing lost")


with tempfile.TemporaryDirectory() as work:
    first, a, b, long = undisturbed(work)
    assert a != b and not any(os.path.basename(name).startswith(".") for name in b)
    two_at_once(first)
    kill_at_random(work, first, a, b, long)
    disk_full_and_read_only(work, first, a, b)
