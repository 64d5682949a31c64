using Amazon.CDK.AWS.Logs;
using Constructs;

namespace FlowLogStack.Watch;

/// <summary>
/// The metric filters of detections in one log group, checked against the limits of CloudWatch Logs. Other filters of the log group aren't counted.
/// </summary>
sealed class LogGroupFilters : Construct
{
    const string Id = "DetectionFilters";
    const int MostFilters = 100;
    const int MostExpressions = 5;

    readonly string path;
    readonly Dictionary<string, (string Title, bool HasExpression)> byName = [];

    LogGroupFilters(Construct scope, string id, string path)
        : base(scope, id) => this.path = path;

    /// <summary>Returns the filters of a log group, created anywhere in the app.</summary>
    internal static LogGroupFilters Of(ILogGroup logGroup)
    {
        // Several constructs can wrap one imported log group. The name identifies it.
        var (holder, id) = Token.IsUnresolved(logGroup.LogGroupName)
            ? ((Construct)logGroup, Id)
            : ((Construct)logGroup.Node.Root, Id + ":" + logGroup.LogGroupName);
        return holder.Node.TryFindChild(id) as LogGroupFilters ?? new LogGroupFilters(holder, id, logGroup.Node.Path);
    }

    /// <summary>Registers a filter.</summary>
    /// <exception cref="ArgumentException">
    /// Another filter of the log group has the same name, or the log group exceeds a limit on filters or regular expressions.
    /// </exception>
    internal void Add(string title, string name, string pattern)
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
