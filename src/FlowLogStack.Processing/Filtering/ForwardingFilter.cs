using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>A filter of the records to forward. It is deterministic per line, so a retried event delivers the same records.</summary>
sealed class ForwardingFilter(NetworkList internalNetworks, ActionFilter action, int sampleOneIn)
{
    readonly bool filtersNetworks = !internalNetworks.IsEmpty;

    /// <summary>Returns whether the record is forwarded.</summary>
    public bool Passes(in FlowRecord record)
    {
        if (filtersNetworks
            && record.TryGetAddress(FlowField.SrcAddr, out var source) && internalNetworks.Contains(source)
            && record.TryGetAddress(FlowField.DstAddr, out var destination) && internalNetworks.Contains(destination))
        {
            return false;
        }

        if (action is not ActionFilter.All && record.TryGetAction(out var taken)
            && taken != (action is ActionFilter.Accept ? FlowAction.Accept : FlowAction.Reject))
            return false;

        // Records with NODATA or SKIPDATA represent no flow, so sampling does not apply to them.
        return sampleOneIn == 1
            || (record.TryGetLogStatus(out var status) && status is not LogStatus.Ok)
            || Hash(record.Line) % (uint)sampleOneIn == 0;
    }

    // FNV-1a: stable between processes, which string and span hash codes are not.
    static uint Hash(ReadOnlySpan<byte> line)
    {
        var hash = 2166136261;
        foreach (var octet in line)
            hash = (hash ^ octet) * 16777619;
        return hash ^ (hash >> 16);
    }
}
