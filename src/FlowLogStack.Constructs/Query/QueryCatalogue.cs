using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>Which Logs Insights queries are saved, in which folder, and what they ask about.</summary>
public sealed record QueryCatalogue
{
    /// <summary>The folder of <see cref="Folder"/> when none is named.</summary>
    public const string DefaultFolder = "Flow logs";

    /// <summary>The networks that the questions ask about. Default: the private ones are inside, and no NAT gateway is asked about.</summary>
    public InsightsQuestionOptions Questions { get; init; } = new();

    /// <summary>The topics of the questions, such as <c>Egress</c>; none for no question. Default: every topic.</summary>
    public IReadOnlyList<string>? Topics { get; init; }

    /// <summary>The detections whose records there is a query for, whether or not an alarm watches them. Default: the whole catalogue, for a network of which nothing is told.</summary>
    public IReadOnlyList<Detection> Detections { get; init; } = Records.Detections.All;

    /// <summary>The folder; below it is one for each topic, and <c>Detections</c>. Slashes nest. Default: <see cref="DefaultFolder"/>, after the prefix of names.</summary>
    public string Folder { get; init; } = DefaultFolder;

    /// <summary>The catalogue with a folder that other stacks don't have, unless it has a name of its own.</summary>
    internal QueryCatalogue Within(string prefix) => Folder == DefaultFolder ? this with { Folder = prefix + Folder } : this;

    internal string DetectionFolder => $"{Folder}/Detections";

    /// <summary>The questions of the topics that records of a format can answer.</summary>
    /// <exception cref="ArgumentException">There is no such topic; the message names the nearest one.</exception>
    internal IEnumerable<InsightsQuestion> QuestionsOf(FlowLogFormat format)
    {
        string[] known = [.. InsightsQueries.All.Select(question => question.Topic).Distinct()];
        if ((Topics ?? []).FirstOrDefault(topic => !known.Contains(topic)) is { } unknown)
            throw new ArgumentException($"There is no topic '{unknown}' of queries: give {string.Join(", ", known)}.{(Nearest.To(unknown, known) is { } nearest ? $" Did you mean '{nearest}'?" : "")}");
        return InsightsQueries.All.Where(question => (Topics is null || Topics.Contains(question.Topic)) && question.CanBeAskedOf(format, Questions));
    }

    /// <summary>The detections of which there are records to ask for.</summary>
    internal IEnumerable<Detection> DetectionsOf(FlowLogFormat format) => Detections.Where(detection => CanAskFor(detection, format));

    /// <summary>Whether records of a format show what a detection looks for, and not their absence.</summary>
    internal static bool CanAskFor(Detection detection, FlowLogFormat format) =>
        detection.Measure.Kind is not MeasureKind.Arrivals && detection.IsAvailableIn(format);
}
