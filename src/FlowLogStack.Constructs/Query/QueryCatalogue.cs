using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>The catalog of Logs Insights queries to save: topics, detections, networks and folder.</summary>
public sealed record QueryCatalogue
{
    /// <summary>Default value of <see cref="Folder"/>.</summary>
    public const string DefaultFolder = "Flow logs";

    /// <summary>Networks for the queries. Default: private addresses are internal, and there isn't a NAT gateway.</summary>
    public InsightsQuestionOptions Questions { get; init; } = new();

    /// <summary>Topics of the queries, such as <c>Egress</c>; empty for no queries. Default: null (all topics).</summary>
    [NeedsValue]
    public IReadOnlyList<string>? Topics { get; init; }

    /// <summary>Detections to save a query for, whether or not an alarm monitors them. Default: all built-in detections, with default settings.</summary>
    public IReadOnlyList<Detection> Detections { get; init; } = Records.Detections.All;

    /// <summary>
    /// Folder of the queries, with a subfolder for each topic and <c>Detections</c>. Slashes separate nested folders. Default:
    /// <see cref="DefaultFolder"/>, after the prefix of names.
    /// </summary>
    public string Folder { get; init; } = DefaultFolder;

    /// <summary>
    /// Returns the catalog with the name prefix before the default folder, so that two stacks have different folders. A configured folder is
    /// unchanged.
    /// </summary>
    internal QueryCatalogue Within(string prefix) => Folder == DefaultFolder ? this with { Folder = prefix + Folder } : this;

    internal string DetectionFolder => $"{Folder}/Detections";

    /// <summary>Returns the queries of the topics whose fields the log format contains.</summary>
    /// <exception cref="ArgumentException">A topic is unknown. The message contains the nearest one.</exception>
    internal IEnumerable<InsightsQuestion> QuestionsOf(FlowLogFormat format)
    {
        string[] known = [.. InsightsQueries.All.Select(question => question.Topic).Distinct()];
        if ((Topics ?? []).FirstOrDefault(topic => !known.Contains(topic)) is { } unknown)
            throw new ArgumentException($"Unknown topic '{unknown}'. "
                + $"Use {string.Join(", ", known)}.{(Nearest.To(unknown, known) is { } nearest ? $" Did you mean '{nearest}'?" : "")}");
        return InsightsQueries.All.Where(question => (Topics is null || Topics.Contains(question.Topic)) && question.CanBeAskedOf(format, Questions));
    }

    /// <summary>Returns the detections whose records can be queried.</summary>
    internal IEnumerable<Detection> DetectionsOf(FlowLogFormat format) => Detections.Where(detection => CanAskFor(detection, format));

    /// <summary>Returns whether records of a log format show what a detection looks for. False for detections of missing records.</summary>
    internal static bool CanAskFor(Detection detection, FlowLogFormat format) =>
        detection.Measure.Kind is not MeasureKind.Arrivals && detection.IsAvailableIn(format);
}
