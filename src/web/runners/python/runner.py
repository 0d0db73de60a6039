"""Runs programs in one interpreter, one after the other, so that each finds it as if it were fresh."""

import atexit
import builtins
import gc
import importlib
import io
import linecache
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
import types
import warnings
import zipimport

import pyodide.webloop

HOME = "/home/you"
NO_PROCESSES = "there are no processes in the sandbox: what the program needs, it must do itself"
NO_THREADS = "there are no threads in the sandbox: do the work in one thread, or with asyncio"
NO_NETWORK = "there is no network in the sandbox"

# Modules as they were when they had just been loaded: (module, copy of its names).
fresh = {}
limits = sys.getrecursionlimit(), sys.get_int_max_str_digits()
filters = list(warnings.filters)


def no_process(*_args, **_options):
    raise OSError(NO_PROCESSES)


def no_thread(*_args, **_options):
    raise RuntimeError(NO_THREADS)


def no_network(*_args, **_options):
    raise OSError(NO_NETWORK)


class Waiting:
    """Stands in for a selector: there is nothing to select from, only time to pass."""

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError("the program waits for something that can't happen: there is no input to select from")
        if timeout > 0:
            time.sleep(timeout)
        return []

    def close(self):
        pass


def event_loops():
    """asyncio over plain time: Pyodide's own loops need the browser's, which waits until the program has ended."""
    import asyncio.base_events
    import asyncio.events
    import asyncio.runners

    class Loop(asyncio.base_events.BaseEventLoop):
        def __init__(self):
            super().__init__()
            self._selector = Waiting()

        def _process_events(self, event_list):
            pass

        def _write_to_self(self):
            pass

    class Policy(asyncio.events._BaseDefaultEventLoopPolicy):
        _loop_factory = Loop

    asyncio.events._set_running_loop(None)
    asyncio.events._set_event_loop_policy(Policy())
    asyncio.run = asyncio.runners.run


def remember(name, module):
    fresh[name] = module, dict(module.__dict__)
    package, _, child = name.rpartition(".")
    if package in fresh:
        fresh[package][1][child] = module


def remember_libraries():
    """Remembers each module of the standard library when it has been loaded."""
    load = zipimport.zipimporter.exec_module

    def exec_module(self, module):
        load(self, module)
        remember(module.__name__, module)

    zipimport.zipimporter.exec_module = exec_module


def restore_modules():
    """Forgets the program's modules, and what it changed in the library's."""
    for name in list(sys.modules):
        if name not in fresh and name not in sys.builtin_module_names:
            del sys.modules[name]
    for name, (module, names) in fresh.items():
        sys.modules[name] = module
        now = module.__dict__
        try:
            if now == names:
                continue
        except Exception:  # a comparison of the program's own
            pass
        for key in now.keys() - names.keys():
            del now[key]
        now.update(names)


def restore():
    """Everything as it was before the program ran, but for its files."""
    sys.settrace(None)
    sys.setprofile(None)
    restore_modules()
    sys.setrecursionlimit(limits[0])
    sys.set_int_max_str_digits(limits[1])
    for path in list(sys.path_importer_cache):
        if path not in library:
            del sys.path_importer_cache[path]
    importlib.invalidate_caches()
    linecache.clearcache()
    warnings.filters[:] = filters
    atexit._clear()
    random.seed()
    gc.enable()
    if "logging" in sys.modules:
        logging = sys.modules["logging"]
        logging.root.handlers.clear()
        logging.root.filters.clear()
        logging.root.setLevel(logging.WARNING)
        logging.root.manager.loggerDict.clear()
        logging._handlers.clear()
        logging._handlerList.clear()
        logging.disable(logging.NOTSET)
    if "decimal" in sys.modules:
        decimal = sys.modules["decimal"]
        decimal.setcontext(decimal.DefaultContext.copy())
    signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.collect()


def open_streams():
    """Fresh standard streams. Lines go out when they are complete, as to a terminal, and bytes at once: an endless loop
    may follow."""
    stdin = io.BufferedReader(io.FileIO(0, "rb", closefd=False))
    stdout = io.BufferedWriter(io.FileIO(1, "wb", closefd=False), buffer_size=1)
    stderr = io.BufferedWriter(io.FileIO(2, "wb", closefd=False), buffer_size=1)
    stdin.raw.name, stdout.raw.name, stderr.raw.name = "<stdin>", "<stdout>", "<stderr>"
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(stdin, "utf-8", "surrogateescape")
    sys.stdout = sys.__stdout__ = io.TextIOWrapper(stdout, "utf-8", "surrogateescape", line_buffering=True)
    sys.stderr = sys.__stderr__ = io.TextIOWrapper(stderr, "utf-8", "backslashreplace", line_buffering=True)


def report(error):
    """An exception that nobody caught, through the program's hook if it has one."""
    error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except BaseException as second:
        sys.stderr.write("Error in sys.excepthook:\n")
        traceback.print_exception(second)
        sys.stderr.write("\nOriginal exception was:\n")
        traceback.print_exception(error)


def status_of(leaving):
    """The exit status that a SystemExit asks for; its text, if it has one, goes to stderr."""
    code = leaving.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    sys.stderr.write(f"{code}\n")
    return 1


def execute(path, main):
    with open(path, "rb") as file:
        source = file.read()
    exec(compile(source, path, "exec", dont_inherit=True), main.__dict__)


def flush(*streams):
    """What Python does with its streams at exit; False when stdout could not take everything."""
    good = True
    for stream in streams:
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except Exception:
            good = stream is not sys.stdout and good
    return good


def run(name, args, env):
    """Runs the program; gives its exit status."""
    path = f"{HOME}/{name}"
    os.chdir("/")
    os.environ.clear()
    os.environ.update({"HOME": HOME, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "PWD": "/", "USER": "you"})
    os.environ.update(env)
    sys.path[:] = [HOME, *library]
    sys.argv[:] = [path, *args]
    sys.orig_argv[:] = ["python3", *sys.argv]
    open_streams()
    own = sys.stdout, sys.stderr
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=path, __builtins__=builtins, __spec__=None)
    sys.modules["__main__"] = main
    status = 0
    try:
        execute(path, main)
    except SystemExit as leaving:
        status = status_of(leaving)
    except BaseException as error:
        error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next
        report(error)
        status = 1
    try:
        atexit._run_exitfuncs()
    except BaseException as error:
        report(error)
    if not flush(sys.stdout, sys.stderr) and status == 0:
        status = 120
    main.__dict__.clear()
    flush(*own)
    return status


def prepare():
    event_loops()
    time.sleep = pyodide.webloop._orig_sleep
    subprocess.Popen.__init__ = no_process
    os.system = os.popen = os.posix_spawn = os.posix_spawnp = no_process
    threading._start_joinable_thread = no_thread
    sys.modules["_thread"].start_new_thread = no_thread
    sys.modules["_thread"].start_joinable_thread = no_thread
    for name in ("connect", "connect_ex", "bind", "listen", "sendto"):
        setattr(socket.socket, name, no_network)
    socket.getaddrinfo = socket.gethostbyname = socket.create_connection = no_network
    sys.excepthook = sys.__excepthook__
    remember_libraries()
    for name, module in list(sys.modules.items()):
        if isinstance(module, types.ModuleType) and name != "__main__":
            remember(name, module)
    gc.collect()
    gc.freeze()


library = [path for path in sys.path if path not in ("", HOME)]
prepare()
