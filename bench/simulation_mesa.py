"""The same front in Mesa: each cell within reach is an agent that weighs itself every week. Run by simulation.py.

    python bench/simulation_mesa.py ARRAYS.npz RUNS every|reached

ARRAYS holds what the compiled run takes. Only weeks are timed, not making the agents. `every`: all cells are activated
every week and look whether they are within reach, as Mesa's models do; `reached`: only those on a list kept by hand, as
in the compiled run.
"""

from __future__ import annotations

import math
import sys
import time

import mesa
import numpy as np


class Cell(mesa.Agent):
    """A cell of ground."""

    def __init__(self, model: Front, n: int) -> None:
        super().__init__(model)
        self.n, self.weight = n, 0.0

    def weigh(self) -> None:
        """Its rate in the direction it can go, by what lies around it."""
        m, n = self.model, self.n
        if m.every and not m.in_reach(n):
            return
        d = 1 if m.held[n] else 0
        t, a = m.touching[n], m.around[n]
        if d:
            t, a = m.touch_there[n] - t, m.there[n] - a
        age = min(m.week - m.since[n], m.oldest)
        self.weight = m.own[d][n] * m.table[d][t][a] * m.factor[d][m.block[n]] * m.old[d][age]


class Front(mesa.Model):
    """The front of one run; arrays as lists, which plain Python reads faster."""

    def __init__(self, told: dict[str, np.ndarray], seed: int, every: bool) -> None:
        super().__init__(seed=seed)
        self.every = every
        self.told = told
        for name in ("touch_there", "there", "border", "block", "own", "table", "old", "neighbours"):
            setattr(self, name, told[name].tolist())
        for name in ("held", "touching", "around"):
            setattr(self, name, told[name + "0"].tolist())
        self.since = (-told["age0"].astype(int)).tolist()
        self.oldest = told["old"].shape[1] - 1
        self.heat, self.effect = told["heat0"].copy(), np.zeros(int(told["sector_count"]))
        self.week, self.fallen = 0, 0
        self.cells = [Cell(self, n) for n in range(len(self.held))]
        self.changed: set[int] = set()
        self.reached = mesa.agent.AgentSet([c for c in self.cells if self.in_reach(c.n)], random=self.random)

    def in_reach(self, n: int) -> bool:
        """Whether a cell can change hands."""
        return self.around[n] < self.there[n] if self.held[n] else self.around[n] > 0 or self.border[n]

    def step(self) -> None:
        """One week."""
        t = self.told
        reversion, spread = float(t["reversion"]), float(t["spread"])
        shock = spread * math.sqrt(1 - reversion**2)
        self.effect = reversion * self.effect + shock * self.rng.standard_normal(len(self.effect))
        u = (t["pull"] * self.effect[t["sectors"]]).sum(axis=1)
        log = np.log(float(t["floor"]) + self.heat)
        p = t["power"]
        self.factor = [np.exp(u + p[d, 0] * log[d, 0] + p[d, 1] * log[d, 1] + p[d, 2] * log[1 - d, 0]).tolist()
                       for d in (0, 1)]  # fmt: skip
        (self.agents if self.every else self.reached).do("weigh")
        fell = []
        for d in (0, 1):
            able = [c for c in self.reached if self.held[c.n] == d]
            total = sum(c.weight for c in able)
            events = self.rng.poisson(float(t["tempo"][d, self.week]))
            if total > 0 and events:
                hit = self.random.choices(able, weights=[c.weight for c in able], k=int(events))
                fell += [(c, d) for c in dict.fromkeys(hit) if c.n not in self.changed]
        self.heat *= t["keep"][None, :, None]
        for cell, d in fell:
            self.changed.add(cell.n)
            self.fallen += 1
            self.held[cell.n] = 1 - d
            for j, other in enumerate(self.neighbours[cell.n]):
                if other < len(self.cells):
                    self.around[other] += 1 - 2 * d
                    if j < 8:
                        self.touching[other] += 1 - 2 * d
            for j, b in enumerate(t["near_blocks"][self.block[cell.n]]):
                if b < self.heat.shape[2]:
                    self.heat[d, :, b] += (1 - t["keep"]) * t["near_weight"][j]
        for cell, _ in fell:
            for other in [cell.n, *self.neighbours[cell.n]]:
                if other < len(self.cells):
                    agent = self.cells[other]
                    if self.in_reach(other) and agent not in self.reached:
                        self.since[other] = self.week + 1
                        self.reached.add(agent)
                    elif not self.in_reach(other):
                        self.reached.discard(agent)
        self.week += 1


def main() -> None:
    """Print seconds and captures of the runs."""
    told = dict(np.load(sys.argv[1]))
    took, fallen, weeks = 0.0, 0, told["tempo"].shape[1]
    for seed in range(int(sys.argv[2])):
        front = Front(told, seed, sys.argv[3] == "every")
        began = time.perf_counter()
        for _ in range(weeks):
            front.step()
        took += time.perf_counter() - began
        fallen += front.fallen
    print(took, fallen / int(sys.argv[2]), mesa.__version__)


if __name__ == "__main__":
    main()
