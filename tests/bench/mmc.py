"""Takes the time that SimPy takes to simulate an M/M/c queue: one process for each customer, as its own examples have it.

    mmc.py SLOTS SERVICE UTILISATION SECONDS EXPECTED
    mmc.py version

Prints `TIME RESULT`; the result says whether the mean wait is the expected one to 10 %.
"""

import random
import sys
import time

import simpy


def customer(env, slots, rng, service, waits):
    arrived = env.now
    with slots.request() as slot:
        yield slot
        waits.append(env.now - arrived)
        yield env.timeout(rng.expovariate(1 / service))


def source(env, slots, rng, rate, service, waits):
    while True:
        yield env.timeout(rng.expovariate(rate))
        env.process(customer(env, slots, rng, service, waits))


def main():
    if sys.argv[1] == "version":
        print(f"SimPy {simpy.__version__}")
        return
    slots, (service, utilisation, seconds, expected) = int(sys.argv[1]), map(float, sys.argv[2:])
    started = time.perf_counter()
    env, rng, waits = simpy.Environment(), random.Random(1), []
    servers = simpy.Resource(env, capacity=slots)
    env.process(source(env, servers, rng, utilisation * slots / service, service, waits))
    env.run(until=seconds)
    spent = time.perf_counter() - started
    mean = sum(waits) / len(waits)
    near = abs(mean / expected - 1) < 0.1
    print(f"{spent:.9f} " + ("as Erlang has it" if near else f"{mean} instead of {expected}"))


main()
