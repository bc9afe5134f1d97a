"""How fast grading is: ratios, measured side by side in one run by `make bench`. RESULTS.md keeps what came out."""
