using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>An observer of traffic: the values that all records of one interface, or of one pair of attachments, share.</summary>
abstract class Profile(Site site)
{
    internal Site Site { get; } = site;

    /// <summary>CloudWatch Logs stream of the records.</summary>
    internal abstract string LogStream { get; }

    /// <summary>Returns the value of a field, or null if it differs from record to record.</summary>
    internal abstract string? ValueOf(FlowField field);
}
