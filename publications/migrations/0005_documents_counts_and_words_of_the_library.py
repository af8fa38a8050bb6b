"""Splits what was published into pages and documents, and remembers what the filters and the search need.

The cards, counts and words are drawn by the seeds, which `migrate` runs afterwards.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models
from django.utils.text import slugify

FILE = ("file_key", "file_size", "file_pages", "file_digest")


def split_into_pages_and_documents(apps, schema_editor):
    """Give every published file a row of its own, and every page its themes and kinds."""
    rows = rows_of(apps, schema_editor)
    groups = dict(rows("Theme").values_list("slug", "group"))
    for theme in rows("PublishedTheme"):
        theme.group = groups.get(theme.slug, "")
        theme.save()
    for review in rows("PublishedReview"):
        themes = list(review.themes.order_by("name"))
        review.theme_slugs, review.theme_names = [t.slug for t in themes], [t.name for t in themes]
        review.partnership_slug = slugify(review.partnership)[:100]
        review.review_type = review.kind if review.source_url else ""
        review.kinds = [review.kind]
        review.updated_on = review.published_on
        review.save()
        if review.file_key:
            rows("PublishedDocument").create(
                review=review,
                slug=slugify(review.get_kind_display())[:60],
                kind=review.kind,
                title=review.get_kind_display(),
                html=review.body_html,
                text=review.body_text,
                contents=review.contents,
                published_on=review.published_on,
                page=page_of(review),
                **{name: getattr(review, name) for name in FILE},
            )
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def rows_of(apps, schema_editor):
    """The rows of a model by its name, on the connection that migrates."""
    return lambda name: apps.get_model("publications", name).objects.using(schema_editor.connection.alias).all()


def page_of(review):
    """What the page says, as the document keeps it."""
    names = (
        *("title", "partnership", "partnership_slug", "kind", "review_type", "precision", "published_words", "year", "version"),
        *("year_of_incident", "child_age_band", "subject", "summary_text", "theme_slugs", "theme_names", "theme_words"),
    )
    on = review.published_on
    return {**{name: getattr(review, name) for name in names}, "published_on": on.isoformat() if on else None}


def join_documents_to_their_pages(apps, schema_editor):
    """Put the oldest document of each page back into its row. The further documents of a page are lost."""
    rows = rows_of(apps, schema_editor)
    themes = {theme.slug: theme for theme in rows("PublishedTheme")}
    for review in rows("PublishedReview"):
        review.themes.set([themes[slug] for slug in review.theme_slugs if slug in themes])
        document = review.documents.order_by("pk").first()
        if document is not None:
            review.body_html, review.body_text, review.contents = document.html, document.text, document.contents
            for name in FILE:
                setattr(review, name, getattr(document, name))
            review.save()
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0004_order_a_moment_and_replace_a_version"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="publishedreview",
            name="published_file_key_once",
        ),
        migrations.RemoveConstraint(
            model_name="publishedreview",
            name="published_here_or_elsewhere",
        ),
        migrations.RemoveIndex(
            model_name="publishedreview",
            name="published_by_year",
        ),
        migrations.CreateModel(
            name="LibraryWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=255)),
                ("is_root", models.BooleanField()),
                ("reviews", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="PublishedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("full_report", "Full report"),
                            ("summary", "Summary report"),
                            ("rapid_review_learning", "Learning from a Rapid Review"),
                            ("existing_report", "Report from before this site"),
                            ("learning_briefing", "Learning briefing"),
                            ("seven_minute_briefing", "7-minute briefing"),
                            ("improvements", "Information on improvements made"),
                            ("action_plan", "Response and action plan"),
                            ("local_review", "Local child safeguarding practice review"),
                            ("serious_case_review", "Serious case review"),
                            ("thematic_review", "Thematic review"),
                            ("national_review", "National review"),
                        ],
                        max_length=40,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("html", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("contents", models.JSONField(default=list)),
                ("file_key", models.CharField(max_length=43, unique=True)),
                ("file_size", models.PositiveIntegerField(verbose_name="size of the file in bytes")),
                ("file_pages", models.PositiveIntegerField()),
                ("file_digest", models.CharField(max_length=64, verbose_name="SHA-256 of the file")),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("published_on", models.DateField(null=True)),
                ("correction_note", models.CharField(blank=True, max_length=300, verbose_name="what was corrected")),
                ("page", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="librarystate",
            name="ages",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="librarystate",
            name="drawn_with",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="librarystate",
            name="harms",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="librarystate",
            name="kinds",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="librarystate",
            name="options",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="librarystate",
            name="partnerships",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="publishedreview",
            name="card_html",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="publishedreview",
            name="changes_html",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="publishedreview",
            name="kinds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="publishedreview",
            name="learning_html",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="publishedreview",
            name="partnership_slug",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="publishedreview",
            name="points_text",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="publishedreview",
            name="recommendations_html",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="publishedreview",
            name="related",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name="publishedreview",
            name="review_type",
            field=models.CharField(
                blank=True,
                choices=[
                    ("full_report", "Full report"),
                    ("summary", "Summary report"),
                    ("rapid_review_learning", "Learning from a Rapid Review"),
                    ("existing_report", "Report from before this site"),
                    ("learning_briefing", "Learning briefing"),
                    ("seven_minute_briefing", "7-minute briefing"),
                    ("improvements", "Information on improvements made"),
                    ("action_plan", "Response and action plan"),
                    ("local_review", "Local child safeguarding practice review"),
                    ("serious_case_review", "Serious case review"),
                    ("thematic_review", "Thematic review"),
                    ("national_review", "National review"),
                ],
                max_length=40,
                verbose_name="kind of review",
            ),
        ),
        migrations.AddField(
            model_name="publishedreview",
            name="theme_slugs",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=100), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="publishedreview",
            name="updated_on",
            field=models.DateField(null=True, verbose_name="day of the latest document or correction"),
        ),
        migrations.AddField(
            model_name="publishedreview",
            name="version",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="publishedtheme",
            name="group",
            field=models.CharField(
                blank=True,
                choices=[
                    ("harm", "What happened to the child"),
                    ("practice", "How agencies worked"),
                    ("child", "The child and the family"),
                ],
                max_length=20,
                verbose_name="what it is about",
            ),
        ),
        migrations.AddField(
            model_name="publisheddocument",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="publications.publishedreview"
            ),
        ),
        migrations.RunPython(split_into_pages_and_documents, join_documents_to_their_pages),
        migrations.RemoveIndex(
            model_name="publishedreview",
            name="published_review_found_by",
        ),
        migrations.RemoveField(
            model_name="publishedreview",
            name="found_by",
        ),
        migrations.RemoveField(
            model_name="publishedreview",
            name="body_html",
        ),
        migrations.RemoveField(
            model_name="publishedreview",
            name="contents",
        ),
        migrations.RemoveField(
            model_name="publishedreview",
            name="file_digest",
        ),
        migrations.RemoveField(
            model_name="publishedreview",
            name="file_key",
        ),
        migrations.RemoveField(
            model_name="publishedreview",
            name="file_pages",
        ),
        migrations.RemoveField(
            model_name="publishedreview",
            name="file_size",
        ),
        migrations.RemoveField(
            model_name="publishedreview",
            name="themes",
        ),
        migrations.AddField(
            model_name="publishedreview",
            name="found_by",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.CombinedSearchVector(
                    django.contrib.postgres.search.CombinedSearchVector(
                        django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector("title", config="english", weight="A"),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "subject", "theme_words", "partnership", config="english", weight="B"
                            ),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        "||",
                        django.contrib.postgres.search.SearchVector(
                            "summary_text", "points_text", config="english", weight="C"
                        ),
                        django.contrib.postgres.search.SearchConfig("english"),
                    ),
                    "||",
                    django.contrib.postgres.search.SearchVector("body_text", config="english", weight="D"),
                    django.contrib.postgres.search.SearchConfig("english"),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="publishedreview",
            index=django.contrib.postgres.indexes.GinIndex(fields=["found_by"], name="published_review_found_by"),
        ),
        migrations.AddIndex(
            model_name="publishedreview",
            index=django.contrib.postgres.indexes.GinIndex(fields=["theme_slugs"], name="published_by_theme"),
        ),
        migrations.AddIndex(
            model_name="publishedreview",
            index=django.contrib.postgres.indexes.GinIndex(fields=["kinds"], name="published_by_kind"),
        ),
        migrations.AddIndex(
            model_name="publishedreview",
            index=models.Index(
                models.OrderBy(models.F("published_on"), nulls_last=True),
                models.OrderBy(models.F("id")),
                name="published_oldest_first",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedreview",
            index=models.Index(fields=["title", "id"], name="published_by_title"),
        ),
        migrations.AddIndex(
            model_name="publishedreview",
            index=models.Index(
                models.F("year"),
                models.OrderBy(models.F("published_on"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                name="published_by_year",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedreview",
            index=models.Index(
                models.F("partnership_slug"),
                models.OrderBy(models.F("published_on"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                name="published_by_partnership",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedreview",
            index=models.Index(
                models.F("child_age_band"),
                models.OrderBy(models.F("published_on"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                name="published_by_age",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedreview",
            index=models.Index(
                models.OrderBy(models.F("updated_on"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                name="published_last_changed",
            ),
        ),
        migrations.AddIndex(
            model_name="libraryword",
            index=django.contrib.postgres.indexes.GistIndex(
                django.contrib.postgres.indexes.OpClass("word", name="gist_trgm_ops"),
                condition=models.Q(("is_root", False)),
                name="words_of_the_library_alike",
            ),
        ),
        migrations.AddConstraint(
            model_name="libraryword",
            constraint=models.UniqueConstraint(fields=("is_root", "word"), name="a_word_of_the_library_once"),
        ),
        migrations.AddConstraint(
            model_name="publisheddocument",
            constraint=models.UniqueConstraint(fields=("review", "slug"), name="published_document_once"),
        ),
    ]
