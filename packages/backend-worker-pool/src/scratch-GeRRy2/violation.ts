import '@bilayer/mlp'
