using System.Globalization;
using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>The known attacks as bands over all charts of a page. They are drawn once, and each chart refers to the drawing.</summary>
/// <param name="review">The attacks.</param>
/// <param name="axis">Time axis of all charts.</param>
sealed class AttackBands(AttackReview review, TimeAxis axis)
{
    const int Columns = 4000;

    /// <summary>Writes the drawing to which <see cref="Write"/> refers, or nothing without attacks.</summary>
    public void WriteDefinition(HtmlWriter html)
    {
        if (!review.IsKnown)
            return;
        var path = new StringBuilder();
        foreach (var attack in review.Attacks)
        {
            var from = (int)(axis.Percent(attack.From) * Columns / 100);
            var width = Math.Max(4, (int)(axis.Percent(attack.To) * Columns / 100) - from);
            path.Append(CultureInfo.InvariantCulture, $"M{from} 0h{width}v10h-{width}z");
        }

        html.Write($"<path id=\"attack-bands\" class=\"attack-band\" d=\"{path.ToString()}\"/>");
    }

    /// <summary>Writes the bands of one chart.</summary>
    public void Write(HtmlWriter html)
    {
        if (review.IsKnown)
            html.Write($"<svg class=\"attacks timed\" aria-hidden=\"true\" viewBox=\"0 0 {Columns} 10\" preserveAspectRatio=\"none\"><use "
                + $"href=\"#attack-bands\"/></svg>");
    }

    /// <summary>Writes the explanation of the bands.</summary>
    public void WriteKey(HtmlWriter html)
    {
        if (review.IsKnown)
            html.Write($"<span><svg class=\"key-state\" aria-hidden=\"true\" viewBox=\"0 0 24 10\"><path class=\"attack-band\" d=\"M3 0h18v10h-18z\"/></svg> "
                + $"attack, <a href=\"#attacks\">numbered</a></span> ");
    }

    /// <summary>Writes the numbers of the attacks above their bands.</summary>
    public void WriteNumbers(HtmlWriter html)
    {
        if (!review.IsKnown)
            return;
        html.Write($"<div class=\"attack-numbers\" aria-hidden=\"true\">");
        for (var index = 0; index < review.Attacks.Count; index++)
            html.Write($"<span style=\"--p:{axis.Percent(review.Attacks[index].From) / 100:0.#####}\">{index + 1}</span>");
        html.Write($"</div>");
    }
}
