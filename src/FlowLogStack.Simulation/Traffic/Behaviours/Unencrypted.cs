namespace FlowLogStack.Simulation;

/// <summary>Unencrypted traffic between servers and databases.</summary>
sealed class Unencrypted(Stage stage) : Behaviour(stage)
{
    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var talk = Connect(Party.Of(Random.Of(Site[Role.Web]), false), Party.Of(Random.Of(Site[Role.Database]), false), Route.Local, 5432, second,
            Random.Below(50), Random.Size(600, 5), Random.Size(1500, 8));
        talk.Encryption = Encryption.None;
        recorder.Record(talk);
    }
}
