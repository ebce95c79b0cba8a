#!/usr/bin/python3
"""Writes the *.onnx files beside it, and predictions.json: what PyTorch and scikit-learn predict with the same networks.

The files of PyTorch are its own export. skl2onnx is not packaged by Debian: those of scikit-learn are not its export, but graphs of the
nodes, names and types that the sources of its converters for the same estimators write (multilayer_perceptron.py, scaler_op.py and
zip_map.py of skl2onnx 1.1x), with the parameters that scikit-learn fitted.

    apt-get install python3-torch python3-onnx python3-sklearn
    /usr/bin/python3 packages/formats/reference/make-onnx.py
"""

import io
import json
import pathlib

import numpy
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from sklearn.datasets import load_diabetes, load_iris
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler
from torch import nn

FOLDER = pathlib.Path(__file__).parent
ML = "ai.onnx.ml"
predictions = {}


def torch_file(name, network, inputs):
    """The network by torch.onnx.export, and its outputs for four samples."""
    X = torch.randn(4, inputs)
    network.eval()
    file = io.BytesIO()
    axes = {"X": {0: "N"}, "Y": {0: "N"}}
    torch.onnx.export(network, X[:1], file, input_names=["X"], output_names=["Y"], dynamic_axes=axes)
    (FOLDER / f"{name}.onnx").write_bytes(file.getvalue())
    predictions[name] = {"X": X.tolist(), "outputs": network(X).tolist()}


class Graph:
    """Nodes and initializers, named as skl2onnx does: the operator or variable, and a number where it is there already."""

    def __init__(self):
        self.nodes, self.initializers, self.names = [], [], set()

    def unique(self, name):
        found, count = name, 0
        while found in self.names:
            count += 1
            found = f"{name}{count}"
        self.names.add(found)
        return found

    def constant(self, name, array, shape=None, kind=TensorProto.FLOAT):
        name = self.unique(name)
        array = numpy.asarray(array)
        values = [text.encode() for text in array] if kind == TensorProto.STRING else array.ravel().tolist()
        self.initializers.append(helper.make_tensor(name, kind, array.shape if shape is None else shape, values))
        return name

    def node(self, op, inputs, output, domain="", **attributes):
        self.nodes.append(helper.make_node(op, inputs, [output], name=self.unique(op), domain=domain, **attributes))
        return output

    def fresh(self, op, inputs, variable, **rest):
        return self.node(op, inputs, self.unique(variable), **rest)


def scaled(graph, scaler, x, divides):
    if scaler is None:
        return x
    if divides:
        shifted = graph.fresh("Sub", [x, graph.constant("Su_Subcst", scaler.mean_)], "Su_C0")
        return graph.fresh("Div", [shifted, graph.constant("Di_Divcst", scaler.scale_)], "variable")
    return graph.fresh("Scaler", [x], "variable", domain=ML, offset=scaler.mean_, scale=1 / scaler.scale_)


def forward(graph, estimator, x):
    ops = {"identity": "Identity", "tanh": "Tanh", "logistic": "Sigmoid", "relu": "Relu", "softmax": "Softmax"}
    A = graph.fresh("Cast", [x], "cast_input", to=TensorProto.FLOAT)
    last = estimator.n_layers_ - 2
    for i, (W, b) in enumerate(zip(estimator.coefs_, estimator.intercepts_)):
        coefficient = graph.constant("coefficient", W)
        intercepts = graph.constant("intercepts", b, [1, len(b)])
        product = graph.fresh("MatMul", [A, coefficient], "mul_result")
        total = graph.fresh("Add", [product, intercepts], "add_result")
        op = ops[estimator.out_activation_ if i == last else estimator.activation]
        A = graph.fresh(op, [total], "out_activations_result" if i == last else "next_activations")
    return A


def classifier_outputs(graph, estimator, p, zipmap):
    classes = estimator.classes_
    if len(classes) == 2:
        unity = graph.constant("unity", [1.0], [])
        negative = graph.fresh("Sub", [unity, p], "negative_class_proba")
        both = graph.node("Concat", [negative, p], "probabilities", axis=1)
    else:
        both = graph.node("Identity", [p], "probabilities")
    isText = classes.dtype.kind in "US"
    kind = TensorProto.STRING if isText else TensorProto.INT32
    names = graph.constant("classes", classes, kind=kind)
    place = graph.fresh("ArgMax", [both], "argmax_output", axis=1)
    label = graph.fresh("ArrayFeatureExtractor", [names, place], "array_feature_extractor_result", domain=ML)
    shape = graph.constant("shape_tensor", [-1], kind=TensorProto.INT64)
    if isText:
        graph.node("Reshape", [label, shape], "label")
    else:
        reshaped = graph.fresh("Reshape", [label, shape], "reshaped_result")
        graph.node("Cast", [reshaped], "label", to=TensorProto.INT64)
    labelType = TensorProto.STRING if isText else TensorProto.INT64
    outputs = [helper.make_tensor_value_info("output_label" if zipmap else "label", labelType, [None])]
    if not zipmap:
        return outputs + [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [None, len(classes)])]
    # skl2onnx passes the label through an Identity beside a ZipMap.
    graph.node("Identity", ["label"], "output_label")
    key = "classlabels_strings" if isText else "classlabels_int64s"
    graph.node("ZipMap", ["probabilities"], "output_probability", domain=ML, **{key: classes.tolist()})
    maps = onnx.ValueInfoProto(name="output_probability")
    element = maps.type.sequence_type.elem_type.map_type
    element.key_type, element.value_type.tensor_type.elem_type = labelType, TensorProto.FLOAT
    return outputs + [maps]


def sklearn_file(name, estimator, X, y, scaler=None, divides=False, zipmap=False):
    """The fitted estimator as skl2onnx writes it, and its predictions for a few samples."""
    estimator.fit(X if scaler is None else scaler.fit_transform(X), y)
    graph = Graph()
    x = scaled(graph, scaler, "X", divides)
    if isinstance(estimator, MLPClassifier):
        outputs = classifier_outputs(graph, estimator, forward(graph, estimator, x), zipmap)
    else:
        shape = graph.constant("shape_tensor", [-1, 1], kind=TensorProto.INT64)
        graph.node("Reshape", [forward(graph, estimator, x), shape], "variable_out")
        outputs = [helper.make_tensor_value_info("variable_out", TensorProto.FLOAT, [None, 1])]
    inputs = [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, X.shape[1]])]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "mlp", inputs, outputs, graph.initializers),
        producer_name="skl2onnx",
        ir_version=8,
        opset_imports=[helper.make_opsetid("", 15), helper.make_opsetid(ML, 1)],
    )
    onnx.checker.check_model(model)
    (FOLDER / f"{name}.onnx").write_bytes(model.SerializeToString())
    some = X[:: len(X) // 6].astype(numpy.float32).astype(numpy.float64)
    inputs = some if scaler is None else scaler.transform(some)
    said = {"X": some.tolist(), "labels" if hasattr(estimator, "classes_") else "outputs": estimator.predict(inputs).tolist()}
    if hasattr(estimator, "classes_"):
        said["probabilities"] = estimator.predict_proba(inputs).tolist()
    predictions[name] = said


torch.manual_seed(0)
torch_file("torch-relu", nn.Sequential(nn.Linear(3, 5), nn.ReLU(), nn.Linear(5, 2)), 3)
torch_file("torch-leaky-tanh", nn.Sequential(nn.Linear(4, 6), nn.LeakyReLU(), nn.Linear(6, 3), nn.Tanh(), nn.Linear(3, 1)), 4)
torch_file("torch-sigmoid", nn.Sequential(nn.Flatten(), nn.Linear(3, 4, bias=False), nn.Sigmoid(), nn.Linear(4, 1), nn.Sigmoid()), 3)
torch_file("torch-softmax", nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 3), nn.Softmax(dim=1)), 3)
torch_file("torch-softmax-of-two", nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2), nn.Softmax(dim=-1)), 3)
torch_file("torch-deep", nn.Sequential(*[layer for _ in range(4) for layer in (nn.Linear(2, 2), nn.ReLU())], nn.Linear(2, 2)), 2)

iris, diabetes = load_iris(), load_diabetes()
species = numpy.array(iris.target_names)[iris.target]
few = dict(hidden_layer_sizes=(5,), max_iter=400, random_state=0)
sklearn_file("sklearn-iris", MLPClassifier(**few), iris.data, species, StandardScaler(), zipmap=True)
sklearn_file("sklearn-iris-numbers", MLPClassifier(activation="tanh", **few), iris.data, iris.target, StandardScaler(), divides=True)
sklearn_file("sklearn-two", MLPClassifier(activation="logistic", **few), iris.data, (iris.target > 0).astype(int), StandardScaler(), zipmap=True)
sklearn_file("sklearn-two-texts", MLPClassifier(activation="identity", **few), iris.data[:100], species[:100])
sklearn_file("sklearn-diabetes", MLPRegressor(solver="lbfgs", hidden_layer_sizes=(4, 3), max_iter=300, random_state=0), diabetes.data, diabetes.target)

(FOLDER / "predictions.json").write_text(json.dumps(predictions, indent=1) + "\n")
