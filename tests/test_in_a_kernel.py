"""The first cell of every module, in a real kernel as JupyterLab starts it."""

import shutil
from pathlib import Path

import nbformat
from nbclient import NotebookClient

CALLERS = Path(__file__).parents[1] / "source" / "00_orientation" / "callers"


def test_the_package_can_be_imported_and_a_call_begins(tmp_path):
    shutil.copytree(CALLERS, tmp_path / "callers")
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("from exercises_lib import check, progress"),
            nbformat.v4.new_code_cell("%%call first_call\ncaller 7f3a91\n"),
        ]
    )
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert notebook.cells[0].outputs == []
    assert "Caller: Hello." in str(notebook.cells[1].outputs)
