"""Parts of a page that are drawn once in each process, and again where what they depend on is another."""

from django.template import Context, Template

from cspr.templatetags import kept


def test_what_is_the_same_for_everybody_is_drawn_once_and_again_for_another_partnership() -> None:
    template = Template("{% load kept %}{% kept %}{{ partnership.name }} {{ drawn }}{% endkept %}, {{ drawn }}")
    shown = [
        template.render(Context({"partnership": {"name": name}, "drawn": drawn}))
        for name, drawn in (("One", 1), ("One", 2), ("<Two>", 3), ("One", 4))
    ]
    assert shown == ["One 1, 1", "One 1, 2", "&lt;Two&gt; 3, 3", "One 1, 4"]


def test_no_more_is_kept_than_there_is_room_for() -> None:
    template = Template("{% load kept %}{% kept %}{{ demo }}{% endkept %}")
    shown = [template.render(Context({"demo": number})) for number in range(kept.MOST + 2)]
    assert shown == [str(number) for number in range(kept.MOST + 2)]
    (node,) = template.nodelist.get_nodes_by_type(kept.KeptNode)
    assert isinstance(node, kept.KeptNode)
    assert len(node.drawn) == 2
