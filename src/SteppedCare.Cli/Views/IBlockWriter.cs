namespace SteppedCare.Cli;

/// <summary>Shows blocks: on a terminal, or as plain text for files, pipes and people who asked for it.</summary>
internal interface IBlockWriter
{
    void Write(Block block);
}
