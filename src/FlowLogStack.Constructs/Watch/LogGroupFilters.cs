using System.Runtime.CompilerServices;
using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Watch;

/// <summary>
/// The metric filters of detections in one log group, checked against the limits of CloudWatch Logs. Other filters of the log group aren't counted.
/// </summary>
sealed class LogGroupFilters : Construct
{
    const string Id = "DetectionFilters";
    const int MostFilters = 100;
    const int MostExpressions = 5;

    static readonly ConditionalWeakTable<ILogGroup, LogGroupFilters> OfGroups = [];

    readonly string path;
    readonly Dictionary<string, (string Title, bool HasExpression)> byName = [];

    LogGroupFilters(Construct scope, string id, string path)
        : base(scope, id) => this.path = path;

    // The filters of a log group, created anywhere in the app.
    static LogGroupFilters Find(ILogGroup logGroup)
    {
        // Several constructs can wrap one imported log group. The name identifies it.
        var name = LogGroups.NameOf(logGroup);
        var (holder, id) = Token.IsUnresolved(name) ? ((Construct)logGroup, Id) : ((Construct)Places.RootOf(logGroup), Id + ":" + name);
        return holder.Node.TryFindChild(id) as LogGroupFilters ?? new LogGroupFilters(holder, id, Places.PathOf(logGroup));
    }

    /// <summary>Requires a log group whose class has metric filters.</summary>
    /// <exception cref="ArgumentException">The log group is of another class than STANDARD.</exception>
    internal static void EnsureClass(ILogGroup logGroup, string title)
    {
        if (!LogGroups.IsStandard(logGroup, out var groupClass))
            throw new ArgumentException($"The log group '{Places.PathOf(logGroup)}' is of class {groupClass}, which has no metric filters, and the detection "
                + $"'{title}' needs one. Use a group of class STANDARD.");
    }

    /// <summary>Creates a filter in a log group, and has synthesis validate the filters of its stack.</summary>
    /// <exception cref="ArgumentException">
    /// Another filter of the log group has the same name, or the log group exceeds a limit on filters or regular expressions.
    /// </exception>
    internal static CfnMetricFilter Create(Construct scope, string id, ILogGroup logGroup, string title, string name, string pattern,
        CfnMetricFilter.MetricTransformationProperty metric)
    {
        StackAdmission.Of(scope);
        OfGroups.GetValue(logGroup, Find).Add(title, name, pattern);
        var filter = new CfnMetricFilter(scope, id, new CfnMetricFilterProps
        {
            FilterName = name,
            FilterPattern = pattern,
            MetricTransformations = new object[] { metric },
        }.With(nameof(CfnMetricFilterProps.LogGroupName), LogGroups.NameOf(logGroup)));
        ServiceLimits.Bound(filter, name, pattern, metric.MetricNamespace, metric.MetricName, metric.MetricValue);
        return filter;
    }

    /// <summary>Registers a filter.</summary>
    /// <exception cref="ArgumentException">
    /// Another filter of the log group has the same name, or the log group exceeds a limit on filters or regular expressions.
    /// </exception>
    void Add(string title, string name, string pattern)
    {
        if (byName.TryGetValue(name, out var other))
            throw new ArgumentException($"Two filters of the log group '{path}' are called '{name}', those of the detections '{other.Title}' and '{title}', "
                + "and the second would replace the first. Set another FilterName for one of them.");
        byName.Add(name, (title, Records.FilterPattern.HasExpression(pattern)));
        if (byName.Count > MostFilters)
            throw new ArgumentException($"The detection '{title}' would be filter {byName.Count} of the log group '{path}', and CloudWatch Logs "
                + $"allows {MostFilters}. Remove detections, or deliver to a second log group.");
        var withExpression = byName.Values.Where(filter => filter.HasExpression).Select(filter => filter.Title).ToList();
        if (withExpression.Count > MostExpressions)
            throw new ArgumentException($"The log group '{path}' would have {withExpression.Count} filters with regular expressions, and CloudWatch Logs "
                + $"allows {MostExpressions}: of '{string.Join("', '", withExpression)}', remove one or shorten its lists of addresses and ports, or use a "
                + "format with fewer fields.");
    }
}
