using System.Globalization;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>Generator of the Markdown page of what detections find and do not find.</summary>
public static class CoveragePage
{
    const string Technique = "https://attack.mitre.org/techniques/";

    /// <summary>Returns the page.</summary>
    /// <param name="detections">The detections of records.</param>
    /// <param name="changes">The detections of changes.</param>
    /// <param name="attacks">The attacks. Default: null, the common ones.</param>
    public static string ToMarkdown(IEnumerable<Detection> detections, IEnumerable<ChangeDetection> changes, IEnumerable<CommonAttack>? attacks = null)
    {
        ArgumentNullException.ThrowIfNull(detections);
        ArgumentNullException.ThrowIfNull(changes);
        var known = detections.Select(detection => (detection.Id, detection.Title, detection.Techniques, detection.Limits))
            .Concat(changes.Select(change => (change.Id, change.Title, change.Techniques, change.Limits))).ToList();
        var page = new StringBuilder("""
            # Coverage

            Flow logs have addresses, ports, protocols, counts and a verdict. They have no payload, no names, no users and no result of a login, and
            [some traffic is not recorded at all](../not-recorded.md). A record covers up to 1 or 10 minutes and does not have the order of its packets.
            Without `tcp-flags` in the log format, a response and a request look alike. [How good the detections are](quality.md) has the measurements.

            ## Common attacks

            *Found*: an alarm enters `ALARM` while it lasts. *Found late*: a [saved or scheduled query](README.md) returns it. *Not found*: flow logs do not
            contain it, or it looks like ordinary traffic.

            | attack | MITRE ATT&CK | in flow logs | by | remark |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var attack in attacks ?? CommonAttack.All)
            page.Append(CultureInfo.InvariantCulture,
                $"| {attack.Name} | {Links(attack.Techniques)} | {Text(attack.Visibility)} | "
                    + $"{string.Join(", ", attack.By.Select(by => known.Exists(one => one.Id == by) ? $"[{by}]({by}.md)" : $"*{by}*"))} | {attack.Remark} |\n");
        page.Append("\n## Detections\n\n| detection | MITRE ATT&CK | does not find |\n|---|---|---|\n");
        foreach (var (id, title, techniques, limits) in known)
            page.Append(CultureInfo.InvariantCulture, $"| [{title}]({id}.md) | {Links(techniques)} | {limits} |\n");
        return page.ToString();
    }

    /// <summary>Returns techniques as links.</summary>
    internal static string Links(IEnumerable<string> techniques) =>
        string.Join(", ", techniques.Select(id => $"[{id}]({Technique}{id.Replace('.', '/')}/)"));

    static string Text(AttackVisibility visibility) => visibility switch
    {
        AttackVisibility.Found => "found",
        AttackVisibility.FoundLate => "found late",
        _ => "not found",
    };
}
