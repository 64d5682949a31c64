using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Skipped records: SKIPDATA records of one interface after another, with half of their traffic missing.</summary>
sealed class SkippedRecords(Stage stage, int interval) : Behaviour(stage)
{
    static readonly Tier[] Busy = [Tier.Edge, Tier.Application, Tier.Office, Tier.Data];

    int skipped;

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var window = second / interval;
        recorder.RecordStatus(window, ProfileOf(skipped++), LogStatus.SkipData, window * interval, last);
    }

    int ProfileOf(int turn) => Stage.IsTransitGateway
        ? World.TransitStatusProfile(Site, Busy[turn % Busy.Length])
        : Site.Interfaces[turn % Site.Interfaces.Count].Index;
}
