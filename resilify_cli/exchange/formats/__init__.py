"""The formats of export and import, a file or a folder each; `registry` lists them."""
