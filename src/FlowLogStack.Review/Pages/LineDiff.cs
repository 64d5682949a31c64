namespace FlowLogStack.Review;

/// <summary>The lines that differ between two texts, with a few lines around them.</summary>
static class LineDiff
{
    const int MostCompared = 1500;
    const int Around = 2;
    const int MostShown = 40;
    const int MostWidth = 240;

    /// <summary>Returns lines that start with <c>-</c>, <c>+</c> or a space, as in a unified difference.</summary>
    internal static IReadOnlyList<string> Of(string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        if (old.Length + now.Length > MostCompared)
            return Shorten([.. old.Except(now, StringComparer.Ordinal).Select(line => "- " + line), .. now.Except(old, StringComparer.Ordinal)
                .Select(line => "+ " + line)]);
        return Shorten(Hunks(Compare(old, now)));
    }

    static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").Split('\n');

    static List<string> Compare(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var lines = new List<string>();
        var (a, b) = (0, 0);
        while (a < old.Length || b < now.Length)
        {
            if (a < old.Length && b < now.Length && old[a] == now[b])
            {
                lines.Add("  " + old[a++]);
                b++;
            }
            else if (a < old.Length && (b == now.Length || common[a + 1, b] >= common[a, b + 1]))
            {
                lines.Add("- " + old[a++]);
            }
            else
            {
                lines.Add("+ " + now[b++]);
            }
        }

        return lines;
    }

    static List<string> Hunks(List<string> lines)
    {
        var shown = new List<string>();
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            var isNear = false;
            for (var j = Math.Max(0, i - Around); j <= Math.Min(lines.Count - 1, i + Around) && !isNear; j++)
                isNear = lines[j][0] != ' ';
            if (!isNear)
                continue;
            if (last >= 0 && i > last + 1)
                shown.Add("  …");
            shown.Add(lines[i]);
            last = i;
        }

        return shown;
    }

    static List<string> Shorten(List<string> lines)
    {
        var shown = lines.Take(MostShown).Select(line => line.Length <= MostWidth ? line : line[..MostWidth] + "…").ToList();
        if (lines.Count > MostShown)
            shown.Add($"  … {lines.Count - MostShown} more lines");
        return shown;
    }
}
