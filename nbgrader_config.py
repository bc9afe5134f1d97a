"""nbgrader's settings for this course. The stock commands (`nbgrader generate_assignment`, `autograde`,
`generate_feedback`, `export`) and the formgrader work with this file and nothing else."""

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.preprocessors import Execute, GetGrades, SaveAutoGrades, SaveCells

from exercises_lib.grading import autograde, student_list
from exercises_lib.grading.collect import ByFolder, Unpacker
from exercises_lib.grading.exchange import CollectOwn, ReleaseEach
from exercises_lib.grading.feedback_page import FeedbackPage, GradesAndSummary
from exercises_lib.grading.preprocessors import GradeSubmission, MakeAnswerCard, RestoreCells, SubmissionExporter
from exercises_lib.grading.release import SaveChangedCells
from exercises_lib.grading.rows import SaveMarks

autograde.install()
student_list.install()

c = get_config()  # noqa: F821  (nbgrader provides it)

c.CourseDirectory.course_id = "bpo"

# A release: the answer card is made from the solution before nbgrader removes it.
c.GenerateAssignment.preprocessors = [MakeAnswerCard] + [
    SaveChangedCells if step is SaveCells else step for step in GenerateAssignment.preprocessors.default()
]
c.ClearSolutions.code_stub = {"python": "# Write your answer here."}
c.ClearSolutions.text_stub = "*Write your answer here.*"

# Grading: submissions are read and restored by us, and run apart from the grader.
c.Autograde.exporter_class = SubmissionExporter
c.Autograde.sanitize_preprocessors = [RestoreCells, *Autograde.sanitize_preprocessors.default()]
c.Autograde.autograde_preprocessors = [
    {Execute: GradeSubmission, SaveAutoGrades: SaveMarks}.get(step, step)
    for step in Autograde.autograde_preprocessors.default()
]

# What comes out of all steps is validated; not each time what goes into the next one.
c.Exporter.optimistic_validation = True

# Collecting with `nbgrader zip_collect`: where the archives come from, and so how they name files. One of
# "moodle", "moodle by name", "canvas", "zipped" (one ZIP a learner), "folders" (one ZIP, one folder a learner).
c.Unpacker.platform = "folders"
c.ZipCollectApp.extractor_plugin = Unpacker
c.ZipCollectApp.collector_plugin = ByFolder

# An exchange: what a learner's own account handed in is collected, and each learner's feedback goes out.
c.ExchangeFactory.collect = CollectOwn
c.ExchangeFactory.release_feedback = ReleaseEach

# Feedback: nbgrader's page with a summary on top.
c.GenerateFeedback.exporter_class = FeedbackPage
c.GenerateFeedback.preprocessors = [
    GradesAndSummary if step is GetGrades else step for step in GenerateFeedback.preprocessors.default()
]

# What one submission may use. A learner who goes over a limit reads which one.
c.GradeSubmission.cell_seconds = 20
c.GradeSubmission.notebook_seconds = 300
