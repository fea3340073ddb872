"""The shipped model's int8 weights, scaled back."""

import unittest
from pathlib import Path

from .support import needs

MODEL = Path(__file__).parents[2] / "model"


@needs("torch", "numpy", "onnx", "onnxruntime")
class Shipped(unittest.TestCase):
    def test_decides_as_the_shipped_graph_does(self):
        import numpy as np
        import onnxruntime
        import torch

        from claimwire_training.export import INPUTS, OUTPUTS, Graph
        from claimwire_training.heads import Model
        from claimwire_training.shipped import load_shipped

        graph = Graph(Model.of(load_shipped(MODEL))).eval()
        torch.manual_seed(1)
        ids = torch.randint(1000, 20_000, (1, 96))
        inputs = (ids, torch.randint(0, 6, ids.shape), torch.ones_like(ids))
        with torch.no_grad():
            ours = graph(*inputs)
        session = onnxruntime.InferenceSession(str(MODEL / "model.onnx"))
        shipped = session.run(OUTPUTS, dict(zip(INPUTS, (x.numpy() for x in inputs))))
        for name, a, b in zip(OUTPUTS, ours, shipped):
            # Both have the rounding of the weights; only the graph rounds what flows through it.
            # A wrong weight anywhere leaves next to nothing of it.
            self.assertGreater(np.corrcoef(a.numpy().ravel(), b.ravel())[0, 1], 0.95, name)


if __name__ == "__main__":
    unittest.main()
